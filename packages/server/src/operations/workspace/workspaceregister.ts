import { hasUsers, workspaceRoleOf } from '../../store/users.ts';
import { insertWorkspace, registrarOf, type Workspace } from '../../store/workspaces.ts';
import type { LoginServices } from '../login/services.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/**
 * A new workspace begins with the policy of the first one. Source: docs/spec/wire.md part 2, Workspaces.
 */
export const registerWorkspace: Operation<'workspace/workspaceregister', LoginServices> = async (
  { store, workspaces, hashes, now, random },
  { workspace, user },
  { workspacename: name },
) => {
  const { first } = workspaces;
  if (IP_ADDRESS.test(name)) {
    throw new Refusal('invalid_request', '`workspacename` must be a lowercase DNS name, not an IP address.');
  }
  const made: Workspace = { ...first, id: Buffer.from(random(16)).toString('hex'), name };
  const isNew = await store.write(async (writer) => {
    const role = workspace.id === first.id && (await workspaceRoleOf(writer, first.id, user));
    if (role !== 'owner') {
      throw new Refusal(
        'forbidden',
        'Only owners of the first workspace can register others: ask one of them.',
      );
    }
    const registrar = await registrarOf(writer, name);
    if (registrar !== undefined && registrar !== user) {
      throw new Refusal('conflict', 'There is a workspace of that name already: choose another name.');
    }
    if (registrar === undefined) await insertWorkspace(writer, made, now(), user);
    return registrar === undefined;
  });
  if (isNew) workspaces.add(made);
  const { id } = workspaces.forHost(name);
  const used = await store.read((reader) => hasUsers(reader, id));
  return used ? {} : { ownerinvite: hashes.ownerInvite(id) };
};

/** A host of this form names the machine, whose first workspace must stay within reach. */
const IP_ADDRESS = /^\d+(?:\.\d+){3}$/;
