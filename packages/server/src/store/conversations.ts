import type { Reader, Writer } from './engine/engine.ts';

/** The messages and reports of a conversation since it was last cleared: what their tables are keyed by. */
export interface Log {
  /** The conversation's number in the database. */
  readonly key: number;
  readonly generation: number;
}

/** A conversation as its rules need it; flags are 0 or 1. */
export interface Conversation extends Log {
  readonly id: string;
  readonly isgroup: number;
  /** User id of who made it. */
  readonly creator: string;
  readonly instance: string;
  /** The number that the newest message, report or change took. */
  readonly head: number;
  /** No message's `Data` of this generation is longer, in characters. */
  readonly largest: number;
  readonly lastmessageid: string;
  /** `Created` of the newest message; empty when there is none. */
  readonly lastmessagedate: string;
  readonly lastreportid: string;
  /** `Created` of the newest report; empty when there is none. */
  readonly lastreportdate: string;
  /** Unix seconds: of the newest message ever added, or of the conversation's making before any. */
  readonly lastaccess: number;
  readonly everwritten: number;
  /** The newest epoch. */
  readonly epoch: number;
  readonly epochdue: number;
}

/** A conversation, and what the asking participant is in it. */
export interface Membership extends Conversation {
  readonly role: 'owner' | 'admin' | 'member';
}

const COLUMNS = `c.key, c.generation, c.id, c.isgroup, c.creator, c.instance, c.head, c.largest, c.lastmessageid,
  c.lastmessagedate, c.lastreportid, c.lastreportdate, c.lastaccess, c.everwritten, c.epoch, c.epochdue`;

const MEMBERSHIP = `SELECT ${COLUMNS}, p.role
  FROM conversations c JOIN participants p ON p.conversation = c.key
  WHERE c.workspace = $1 AND c.id = $2 AND p.userid = $3 AND p.active = 1`;

/** The conversation, if the user takes part in it now. */
export function conversationOf(
  reader: Reader,
  workspace: string,
  id: string,
  user: string,
): Promise<Membership | undefined> {
  return reader.get<Membership>(MEMBERSHIP, workspace, id, user);
}

/** The same, for a change of it: until the write ends nobody else changes it. */
export function lockedConversationOf(
  writer: Writer,
  workspace: string,
  id: string,
  user: string,
): Promise<Membership | undefined> {
  return writer.get<Membership>(`${MEMBERSHIP} FOR UPDATE OF c`, workspace, id, user);
}

/** The conversation's number, whoever takes part in it. */
export async function conversationKey(
  reader: Reader,
  workspace: string,
  id: string,
): Promise<number | undefined> {
  const row = await reader.get<{ key: number }>(
    'SELECT key FROM conversations WHERE workspace = $1 AND id = $2',
    workspace,
    id,
  );
  return row?.key;
}

/** The conversation of that number, whoever takes part in it. */
export function conversationNumbered(reader: Reader, key: number): Promise<Conversation | undefined> {
  return reader.get<Conversation>(`SELECT ${COLUMNS} FROM conversations c WHERE c.key = $1`, key);
}

/** The generation that a conversation shows now, and its instance. */
export function currentGeneration(
  reader: Reader,
  key: number,
): Promise<Pick<Conversation, 'generation' | 'instance'> | undefined> {
  return reader.get('SELECT generation, instance FROM conversations WHERE key = $1', key);
}

/** @param created milliseconds since the Unix epoch. @returns the new conversation's number */
export async function insertConversation(
  writer: Writer,
  workspace: string,
  conversation: Pick<Conversation, 'id' | 'isgroup' | 'creator' | 'instance'> & { displayname: string },
  created: number,
): Promise<number> {
  const { id, isgroup, creator, instance, displayname } = conversation;
  await writer.run(
    `INSERT INTO conversations (workspace, id, isgroup, creator, created, instance, generation, erased, head, largest,
      lastmessageid, lastmessagedate, lastreportid, lastreportdate, lastaccess, everwritten, epoch, epochdue, displayname)
     VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, '', '', '', '', $7, 0, 0, 0, $8)`,
    workspace,
    id,
    isgroup,
    creator,
    created,
    instance,
    Math.floor(created / 1000),
    displayname,
  );
  return (await conversationKey(writer, workspace, id)) as number;
}

/** After messages were added: what the newest of them makes of the conversation. */
export async function setNewestMessage(
  writer: Writer,
  key: number,
  newest: Pick<Conversation, 'head' | 'largest' | 'lastmessageid' | 'lastmessagedate' | 'lastaccess'>,
): Promise<void> {
  await writer.run(
    `UPDATE conversations SET head = $2, largest = $3, lastmessageid = $4, lastmessagedate = $5, lastaccess = $6,
      everwritten = 1 WHERE key = $1`,
    key,
    newest.head,
    newest.largest,
    newest.lastmessageid,
    newest.lastmessagedate,
    newest.lastaccess,
  );
}

/** After reports were added: what the newest of them makes of the conversation. */
export async function setNewestReport(
  writer: Writer,
  key: number,
  newest: Pick<Conversation, 'head' | 'lastreportid' | 'lastreportdate'>,
): Promise<void> {
  await writer.run(
    'UPDATE conversations SET head = $2, lastreportid = $3, lastreportdate = $4 WHERE key = $1',
    key,
    newest.head,
    newest.lastreportid,
    newest.lastreportdate,
  );
}

/** After messages were changed. */
export async function setHead(writer: Writer, key: number, head: number): Promise<void> {
  await writer.run('UPDATE conversations SET head = $2 WHERE key = $1', key, head);
}

/** Names the newest epoch, under which the name is sealed anew; none is due any more. */
export async function setEpoch(
  writer: Writer,
  key: number,
  epoch: number,
  displayname: string,
): Promise<void> {
  await writer.run(
    'UPDATE conversations SET epoch = $2, epochdue = 0, displayname = $3 WHERE key = $1',
    key,
    epoch,
    displayname,
  );
}

/** From now on somebody must make the next epoch before anything is written. */
export async function setEpochDue(writer: Writer, key: number): Promise<void> {
  await writer.run('UPDATE conversations SET epochdue = 1 WHERE key = $1', key);
}

export async function setDisplayName(writer: Writer, key: number, displayname: string): Promise<void> {
  await writer.run('UPDATE conversations SET displayname = $2 WHERE key = $1', key, displayname);
}

/** Puts all messages and reports out of sight, under a new instance; `eraseCleared` erases them. */
export async function startGeneration(writer: Writer, log: Log, instance: string): Promise<void> {
  await writer.run(
    `UPDATE conversations SET instance = $2, generation = $3, largest = 0, lastmessageid = '', lastmessagedate = '',
      lastreportid = '', lastreportdate = '' WHERE key = $1`,
    log.key,
    instance,
    log.generation + 1,
  );
}
