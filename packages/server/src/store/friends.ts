import type { Reader, Writer } from './engine/engine.ts';

/** Whether `user` counts `friend` among the friends. */
export async function isFriend(
  reader: Reader,
  workspace: string,
  user: string,
  friend: string,
): Promise<boolean> {
  return (await stateOf(reader, workspace, user, friend)) === 'friend';
}

/** Whether `user` has asked `friend` for friendship and waits for the answer. */
export async function hasRequested(
  reader: Reader,
  workspace: string,
  user: string,
  friend: string,
): Promise<boolean> {
  return (await stateOf(reader, workspace, user, friend)) === 'requested';
}

/** Makes each the other's friend. */
export async function befriend(writer: Writer, workspace: string, one: string, other: string): Promise<void> {
  await setFriend(writer, workspace, one, other);
  await setFriend(writer, workspace, other, one);
}

/** Puts `friend` among the friends of `user`, and leaves the other side as it is. */
export async function setFriend(
  writer: Writer,
  workspace: string,
  user: string,
  friend: string,
): Promise<void> {
  await setState(writer, workspace, user, friend, 'friend');
}

/** Notes that `user` asks `friend` for friendship. */
export async function requestFriendship(
  writer: Writer,
  workspace: string,
  user: string,
  friend: string,
): Promise<void> {
  await setState(writer, workspace, user, friend, 'requested');
}

/** Ends friendship and requests between two, on both sides. @returns whether there was either */
export async function unfriend(
  writer: Writer,
  workspace: string,
  one: string,
  other: string,
): Promise<boolean> {
  const ended = await writer.run(
    `DELETE FROM friends WHERE workspace = $1
     AND ((userid = $2 AND friendid = $3) OR (userid = $3 AND friendid = $2))`,
    workspace,
    one,
    other,
  );
  return ended > 0;
}

async function stateOf(
  reader: Reader,
  workspace: string,
  user: string,
  friend: string,
): Promise<string | undefined> {
  const row = await reader.get<{ state: string }>(
    'SELECT state FROM friends WHERE workspace = $1 AND userid = $2 AND friendid = $3',
    workspace,
    user,
    friend,
  );
  return row?.state;
}

async function setState(
  writer: Writer,
  workspace: string,
  user: string,
  friend: string,
  state: 'friend' | 'requested',
): Promise<void> {
  await writer.run(
    `INSERT INTO friends (workspace, userid, friendid, state) VALUES ($1, $2, $3, $4)
     ON CONFLICT (workspace, userid, friendid) DO UPDATE SET state = excluded.state`,
    workspace,
    user,
    friend,
    state,
  );
}
