import { hasBlocked } from '../../store/blocks.ts';
import type { Writer } from '../../store/engine/engine.ts';
import { befriend, hasRequested, isFriend, requestFriendship, setFriend } from '../../store/friends.ts';
import { isActiveUser } from '../../store/users.ts';
import { changing, type Tell } from '../changing.ts';
import type { Caller, Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';

export const addFriend: Operation<'friends/add'> = async (services, caller, { friendid }) => {
  if (friendid === caller.user) {
    throw new Refusal('invalid_request', '`friendid` must be the id of somebody else.');
  }
  await changing(services, (writer, tell) => add(writer, tell, caller, friendid));
  return {};
};

/**
 * Who is blocked is not told: the call succeeds, but only the caller's own list changes, and nothing reaches the
 * blocker. Source: docs/spec/wire.md part 2, Blocklist.
 */
async function add(writer: Writer, tell: Tell, caller: Caller, friend: string): Promise<void> {
  const { workspace, user } = caller;
  const W = workspace.id;
  if (!(await isActiveUser(writer, W, friend))) {
    throw new Refusal('not_found', 'There is no such user here: check `friendid`.');
  }
  const consented = workspace.friendship === 'open' || (await hasRequested(writer, W, friend, user));
  if (!consented) {
    if (!(await isFriend(writer, W, user, friend))) await requestFriendship(writer, W, user, friend);
    return;
  }
  tell((changes) => changes.friend(caller, user, friend));
  if (await hasBlocked(writer, W, friend, user)) {
    await setFriend(writer, W, user, friend);
    return;
  }
  await befriend(writer, W, user, friend);
  tell((changes) => changes.friend(caller, friend, user));
}
