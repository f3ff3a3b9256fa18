import { blockedBy, deleteBlock, insertBlock } from '../../store/blocks.ts';
import { userExists } from '../../store/users.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/** Source: docs/spec/wire.md part 2, Blocklist. */
export const listBlocked: Operation<'blocklist/blocklist'> = async ({ store }, { workspace, user }) => ({
  blockedusers: await store.read((reader) => blockedBy(reader, workspace.id, user)),
  // Hiding is not blocking and shows only in `hideid`.
  blockedconversations: [],
});

/** Blocking twice is one block. */
export const blockUser: Operation<'blocklist/block'> = async ({ store }, { workspace, user }, { userid }) => {
  if (userid === user) throw new Refusal('invalid_request', '`userid` must be the id of somebody else.');
  await store.write(async (writer) => {
    if (!(await userExists(writer, workspace.id, userid))) throw noUser();
    await insertBlock(writer, workspace.id, user, userid);
  });
  return {};
};

/** Whoever is not blocked is as good as unblocked. */
export const unblockUser: Operation<'blocklist/unblock'> = async (
  { store },
  { workspace, user },
  { userid },
) => {
  await store.write(async (writer) => {
    const ended = await deleteBlock(writer, workspace.id, user, userid);
    if (!ended && !(await userExists(writer, workspace.id, userid))) throw noUser();
  });
  return {};
};

function noUser(): Refusal {
  return new Refusal('not_found', 'There is no such user here: check `userid`.');
}
