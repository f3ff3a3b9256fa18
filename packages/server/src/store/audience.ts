import type { Reader } from './engine/engine.ts';

/** The ids of those who take part in a conversation now. */
export async function participantIds(reader: Reader, key: number): Promise<string[]> {
  const rows = await reader.all<{ userid: string }>(
    'SELECT userid FROM participants WHERE conversation = $1 AND active = 1',
    key,
  );
  return rows.map(({ userid }) => userid);
}

/** The ids of the conversations in which a user takes part now. */
export async function conversationIds(reader: Reader, workspace: string, user: string): Promise<string[]> {
  const rows = await reader.all<{ id: string }>(
    `SELECT c.id FROM participants p JOIN conversations c ON c.key = p.conversation
     WHERE p.workspace = $1 AND p.userid = $2 AND p.active = 1`,
    workspace,
    user,
  );
  return rows.map(({ id }) => id);
}

const UNBLOCKED =
  'NOT EXISTS (SELECT 1 FROM blocks b WHERE b.workspace = $1 AND b.userid = f.friendid AND b.blockedid = f.userid)';

/** The ids of those who see a user's availability: who has the user as a friend and is not blocked. */
export async function viewerIds(reader: Reader, workspace: string, user: string): Promise<string[]> {
  const rows = await reader.all<{ userid: string }>(
    `SELECT f.userid FROM friends f
     WHERE f.workspace = $1 AND f.friendid = $2 AND f.state = 'friend' AND ${UNBLOCKED}`,
    workspace,
    user,
  );
  return rows.map(({ userid }) => userid);
}

/** The ids of those who see a user's name: who has the user as a friend, or takes part where the user is or was. */
export async function acquaintanceIds(reader: Reader, workspace: string, user: string): Promise<string[]> {
  const rows = await reader.all<{ userid: string }>(
    `SELECT f.userid FROM friends f WHERE f.workspace = $1 AND f.friendid = $2 AND f.state = 'friend'
     UNION
     SELECT theirs.userid FROM participants mine
     JOIN participants theirs ON theirs.conversation = mine.conversation
     WHERE mine.workspace = $1 AND mine.userid = $2 AND theirs.active = 1`,
    workspace,
    user,
  );
  return rows.map(({ userid }) => userid);
}

/** The ids of the friends whose availability a user sees. */
export async function visibleFriendIds(reader: Reader, workspace: string, viewer: string): Promise<string[]> {
  const rows = await reader.all<{ friendid: string }>(
    `SELECT f.friendid FROM friends f
     WHERE f.workspace = $1 AND f.userid = $2 AND f.state = 'friend' AND ${UNBLOCKED}`,
    workspace,
    viewer,
  );
  return rows.map(({ friendid }) => friendid);
}
