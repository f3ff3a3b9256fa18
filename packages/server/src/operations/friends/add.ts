import { hasBlocked } from '../../store/blocks.ts';
import type { Writer } from '../../store/engine/engine.ts';
import { befriend, hasRequested, isFriend, requestFriendship, setFriend } from '../../store/friends.ts';
import { isActiveUser } from '../../store/users.ts';
import type { Workspace } from '../../store/workspaces.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';

export const addFriend: Operation<'friends/add'> = async ({ store }, { workspace, user }, { friendid }) => {
  if (friendid === user) {
    throw new Refusal('invalid_request', '`friendid` must be the id of somebody else.');
  }
  await store.write((writer) => add(writer, workspace, user, friendid));
  return {};
};

/**
 * Who is blocked is not told: the call succeeds, but only the caller's own list changes, and nothing reaches the
 * blocker. Source: docs/spec/wire.md part 2, Blocklist.
 */
async function add(writer: Writer, workspace: Workspace, user: string, friend: string): Promise<void> {
  const W = workspace.id;
  if (!(await isActiveUser(writer, W, friend))) {
    throw new Refusal('not_found', 'There is no such user here: check `friendid`.');
  }
  const consented = workspace.friendship === 'open' || (await hasRequested(writer, W, friend, user));
  if (!consented) {
    if (!(await isFriend(writer, W, user, friend))) await requestFriendship(writer, W, user, friend);
  } else if (await hasBlocked(writer, W, friend, user)) await setFriend(writer, W, user, friend);
  else await befriend(writer, W, user, friend);
}
