import type { Reader, Writer } from './engine/engine.ts';
import { parameters, partsOf, tuples } from './sql.ts';

/** A conversation as one of its participants sees it; flags are 0 or 1. */
export interface SeenConversation {
  readonly key: number;
  readonly id: string;
  readonly isgroup: number;
  readonly displayname: string;
  readonly lastmessageid: string;
  readonly lastreportid: string;
  readonly lastaccess: number;
  readonly instance: string;
  readonly ismuted: number;
  readonly isfavorite: number;
  readonly hideid: string;
  readonly color: string;
  readonly epoch: number;
  readonly secretby: string;
  /** JSON text: list of `{"userid","fingerprint"}`. */
  readonly secretfor: string;
  readonly secretsignature: string;
  /** The participant's own, of the newest epoch; empty when there is none. */
  readonly secret: string;
}

/** Somebody who takes part in a conversation. */
export interface Participant {
  readonly conversation: number;
  readonly userid: string;
  readonly nick: string;
}

/** The colour behind a conversation in the list, before it is set. Source: docs/spec/wire.md, documented answers. */
const FIRST_COLOR = '#ffffff';

const SEEN = `SELECT c.key, c.id, c.isgroup, c.displayname, c.lastmessageid, c.lastreportid, c.lastaccess, c.instance,
    p.ismuted, p.isfavorite, p.hideid, p.color,
    c.epoch, e.secretby, e.secretfor, e.secretsignature, coalesce(s.secret, '') AS secret
  FROM participants p
  JOIN conversations c ON c.key = p.conversation
  JOIN epochs e ON e.conversation = c.key AND e.epoch = c.epoch
  LEFT JOIN secrets s ON s.conversation = c.key AND s.userid = p.userid AND s.epoch = c.epoch
  WHERE p.workspace = $1 AND p.userid = $2 AND p.active = 1`;

const PEOPLE = `SELECT p.conversation, p.userid, u.nick
  FROM participants mine
  JOIN participants p ON p.conversation = mine.conversation
  JOIN users u ON u.workspace = p.workspace AND u.id = p.userid
  WHERE mine.workspace = $1 AND mine.userid = $2 AND mine.active = 1 AND p.active = 1`;

/** Every conversation that the user takes part in, the one used last first. */
export function conversationsSeenBy(
  reader: Reader,
  workspace: string,
  user: string,
): Promise<SeenConversation[]> {
  return reader.all<SeenConversation>(`${SEEN} ORDER BY c.lastaccess DESC, c.id`, workspace, user);
}

export function conversationSeenBy(
  reader: Reader,
  workspace: string,
  user: string,
  id: string,
): Promise<SeenConversation | undefined> {
  return reader.get<SeenConversation>(`${SEEN} AND c.id = $3`, workspace, user, id);
}

/** The people of every conversation that the user takes part in, by conversation and ascending user id. */
export function peopleSeenBy(reader: Reader, workspace: string, user: string): Promise<Participant[]> {
  return reader.all<Participant>(`${PEOPLE} ORDER BY p.conversation, p.userid`, workspace, user);
}

/** The people of one of the user's conversations, by ascending user id. */
export function peopleOf(
  reader: Reader,
  workspace: string,
  user: string,
  key: number,
): Promise<Participant[]> {
  return reader.all<Participant>(
    `${PEOPLE} AND mine.conversation = $3 ORDER BY p.userid`,
    workspace,
    user,
    key,
  );
}

/** The other one of the two people of a conversation. */
export async function otherParticipant(
  reader: Reader,
  key: number,
  user: string,
): Promise<string | undefined> {
  const row = await reader.get<{ userid: string }>(
    'SELECT userid FROM participants WHERE conversation = $1 AND userid <> $2',
    key,
    user,
  );
  return row?.userid;
}

/** Of those users, the active ones: whether each is a friend of `user` (0 or 1), by id. */
export async function activeUsersAmong(
  reader: Reader,
  workspace: string,
  user: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const part of partsOf(ids)) {
    const rows = await reader.all<{ id: string; isfriend: number }>(
      `SELECT u.id, CASE WHEN f.userid IS NULL THEN 0 ELSE 1 END AS isfriend
       FROM users u
       LEFT JOIN friends f ON f.workspace = u.workspace AND f.userid = $2 AND f.friendid = u.id AND f.state = 'friend'
       WHERE u.workspace = $1 AND u.active = 1 AND u.id IN (${parameters(3, part.length)})`,
      workspace,
      user,
      ...part,
    );
    for (const { id, isfriend } of rows) found.set(id, isfriend);
  }
  return found;
}

/** Somebody in a conversation, and what that person may do there; flags are 0 or 1. */
export interface Member {
  readonly userid: string;
  readonly role: 'owner' | 'admin' | 'member';
  /** 0 when deactivated in the workspace. */
  readonly isuser: number;
}

/** Who is in a conversation now, by ascending user id. */
export function membersOf(reader: Reader, key: number): Promise<Member[]> {
  return reader.all<Member>(
    `SELECT p.userid, p.role, u.active AS isuser
     FROM participants p JOIN users u ON u.workspace = p.workspace AND u.id = p.userid
     WHERE p.conversation = $1 AND p.active = 1 ORDER BY p.userid`,
    key,
  );
}

/** Takes people out of a conversation; their settings stay, for when they come back. */
export async function removeParticipants(writer: Writer, key: number, ids: readonly string[]): Promise<void> {
  for (const part of partsOf(ids)) {
    await writer.run(
      `UPDATE participants SET active = 0 WHERE conversation = $1 AND userid IN (${parameters(2, part.length)})`,
      key,
      ...part,
    );
  }
}

export async function setRole(
  writer: Writer,
  key: number,
  user: string,
  role: Member['role'],
): Promise<void> {
  await writer.run(
    'UPDATE participants SET role = $3 WHERE conversation = $1 AND userid = $2',
    key,
    user,
    role,
  );
}

/** Adds people to a conversation; of those who were in it before, nothing but their role is new. */
export async function insertParticipants(
  writer: Writer,
  workspace: string,
  key: number,
  people: readonly { userid: string; role: string }[],
): Promise<void> {
  for (const part of partsOf(people)) {
    await writer.run(
      `INSERT INTO participants (conversation, userid, workspace, active, role, ismuted, isfavorite, hideid, color)
       VALUES ${tuples(part.length, 9)}
       ON CONFLICT (conversation, userid) DO UPDATE SET active = 1, role = excluded.role`,
      ...part.flatMap(({ userid, role }) => [key, userid, workspace, 1, role, 0, 0, '', FIRST_COLOR]),
    );
  }
}

/** The settings that a participant alone sees. */
export type Setting = 'ismuted' | 'isfavorite' | 'hideid' | 'color';

export async function setSetting(
  writer: Writer,
  key: number,
  user: string,
  setting: Setting,
  value: number | string,
): Promise<void> {
  await writer.run(
    `UPDATE participants SET ${setting} = $3 WHERE conversation = $1 AND userid = $2`,
    key,
    user,
    value,
  );
}
