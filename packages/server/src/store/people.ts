import type { Reader } from './engine/engine.ts';
import { parameters, partsOf } from './sql.ts';

/** What other people may know of a user, as one of them (the viewer) sees it. */
export interface Person {
  readonly id: string;
  readonly nick: string;
  /** 0 when deactivated. */
  readonly active: number;
  readonly publickey: string;
  readonly signpublickey: string;
  readonly identitysignature: string;
  /** 1 when this person has blocked the viewer. */
  readonly blocksviewer: number;
}

/** Columns of a person, of `users u`; the viewer is `$2`. */
const COLUMNS = `u.id, u.nick, u.active, u.publickey, u.signpublickey, u.identitysignature,
  CASE WHEN EXISTS (
    SELECT 1 FROM blocks b WHERE b.workspace = u.workspace AND b.userid = u.id AND b.blockedid = $2
  ) THEN 1 ELSE 0 END AS blocksviewer`;

/** The viewer's friends, deactivated ones left out, in the order of their names. */
export function friendsOf(reader: Reader, workspace: string, viewer: string): Promise<Person[]> {
  return reader.all<Person>(
    `SELECT ${COLUMNS} FROM friends f
     JOIN users u ON u.workspace = f.workspace AND u.id = f.friendid
     WHERE f.workspace = $1 AND f.userid = $2 AND f.state = 'friend' AND u.active = 1
     ORDER BY u.searchname, u.id`,
    workspace,
    viewer,
  );
}

/**
 * Active people other than the viewer whose search name contains a text, and the one of this id, who stands first;
 * then in the order of their names.
 * @param text as `searchText` of operations/friends makes it
 * @param id empty for none
 */
export function peopleMatching(
  reader: Reader,
  workspace: string,
  viewer: string,
  text: string,
  id: string,
  limit: number,
): Promise<Person[]> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return reader.all<Person>(
    `SELECT ${COLUMNS} FROM users u
     WHERE u.workspace = $1 AND u.id <> $2 AND u.active = 1
       AND (u.searchname LIKE $3 ESCAPE '\\' OR u.id = $4)
     ORDER BY CASE WHEN u.id = $4 THEN 0 ELSE 1 END, u.searchname, u.id
     LIMIT $5`,
    workspace,
    viewer,
    pattern,
    id,
    limit,
  );
}

/**
 * Those of the named users whose keys the viewer may have: friends, everyone who is or was in a conversation of the
 * viewer's, and the viewer; deactivated ones too. In no order.
 */
export async function peopleKnownTo(
  reader: Reader,
  workspace: string,
  viewer: string,
  ids: readonly string[],
): Promise<Person[]> {
  const found: Person[] = [];
  for (const part of partsOf(ids)) {
    const people = await reader.all<Person>(
      `SELECT ${COLUMNS} FROM users u
       WHERE u.workspace = $1 AND u.id IN (${parameters(3, part.length)})
         AND (
           u.id = $2
           OR EXISTS (
             SELECT 1 FROM friends f
             WHERE f.workspace = $1 AND f.userid = $2 AND f.friendid = u.id AND f.state = 'friend'
           )
           OR EXISTS (
             SELECT 1 FROM participants mine
             JOIN participants theirs ON theirs.conversation = mine.conversation
             WHERE mine.workspace = $1 AND mine.userid = $2 AND theirs.userid = u.id
           )
         )`,
      workspace,
      viewer,
      ...part,
    );
    found.push(...people);
  }
  return found;
}
