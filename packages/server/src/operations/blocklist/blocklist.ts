import { blockedBy, deleteBlock, insertBlock } from '../../store/blocks.ts';
import type { Writer } from '../../store/engine/engine.ts';
import { isFriend } from '../../store/friends.ts';
import { userExists } from '../../store/users.ts';
import { changing, type Tell } from '../changing.ts';
import type { Caller, Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/** Source: docs/spec/wire.md part 2, Blocklist. */
export const listBlocked: Operation<'blocklist/blocklist'> = async ({ store }, { workspace, user }) => ({
  blockedusers: await store.read((reader) => blockedBy(reader, workspace.id, user)),
  // Hiding is not blocking and shows only in `hideid`.
  blockedconversations: [],
});

/** Blocking twice is one block. */
export const blockUser: Operation<'blocklist/block'> = async (services, caller, { userid }) => {
  const { workspace, user } = caller;
  if (userid === user) throw new Refusal('invalid_request', '`userid` must be the id of somebody else.');
  await changing(services, async (writer, tell) => {
    if (!(await userExists(writer, workspace.id, userid))) throw noUser();
    await insertBlock(writer, workspace.id, user, userid);
    tell((changes) => changes.friend(caller, user, userid));
    await tellFriend(writer, tell, caller, userid);
  });
  return {};
};

/** Whoever is not blocked is as good as unblocked. */
export const unblockUser: Operation<'blocklist/unblock'> = async (services, caller, { userid }) => {
  const { workspace, user } = caller;
  await changing(services, async (writer, tell) => {
    const ended = await deleteBlock(writer, workspace.id, user, userid);
    if (!ended && !(await userExists(writer, workspace.id, userid))) throw noUser();
    if (ended) tell((changes) => changes.friend(caller, user, userid));
    await tellFriend(writer, tell, caller, userid);
  });
  return {};
};

/** Whoever has the caller as a friend now sees the caller's availability, or none: that is all they are told. */
async function tellFriend(writer: Writer, tell: Tell, caller: Caller, friend: string): Promise<void> {
  const { workspace, user } = caller;
  if (await isFriend(writer, workspace.id, friend, user)) {
    tell((changes) => changes.friend(caller, friend, user));
  }
}

function noUser(): Refusal {
  return new Refusal('not_found', 'There is no such user here: check `userid`.');
}
