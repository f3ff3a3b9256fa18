import { userIdOf } from '@parley/protocol/ids';
import type { RequestOf } from '@parley/protocol/wire';
import type { Writer } from '../../store/engine/engine.ts';
import { hasUsers, insertUser, type NewUser, type User } from '../../store/users.ts';
import type { Workspace } from '../../store/workspaces.ts';
import { searchNameOf } from '../friends/search-text.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { loginAnswer } from './answer.ts';
import { checkNewKeys } from './new-keys.ts';
import { checkMayRegister } from './registration.ts';
import type { LoginCaller, LoginServices } from './services.ts';

/*
 * The order of the checks is part of the contract: who may not register learns nothing about an address.
 * The e-mail address itself is not kept.
 */
export const register: Operation<'login/register', LoginServices, LoginCaller> = async (
  services,
  caller,
  body,
) => {
  const { workspace, station } = caller;
  const { store, sessions, hashes, now } = services;
  const checkInvited = (inhabited: boolean) => checkMayRegister(services, workspace, inhabited, body.invite);
  checkInvited(await store.read((reader) => hasUsers(reader, workspace.id)));
  const id = userIdOf(body.email);
  checkNewKeys(workspace.id, id, body);
  const user: NewUser = {
    ...userOf(id, body),
    searchname: searchNameOf(body),
    apikeyhash: hashes.apikey(workspace.id, body.apikey),
    recoveryauthhash: hashes.recoveryAuth(workspace.id, id, body.recovery.auth),
    created: now(),
  };
  const of = { workspace: workspace.id, user: id, station };
  const session = await sessions.start(of, body.stationname ?? '', async (writer) => {
    await insertNewUser(writer, workspace, user, checkInvited);
  });
  return loginAnswer(caller, user, session);
};

function userOf(id: string, body: RequestOf<'login/register'>): User {
  const { fullname, nick, publickey, signpublickey, identitysignature, rsakey, rsakeymac, signkey } = body;
  return {
    id,
    fullname,
    nick,
    role: 'member',
    active: 1,
    publickey,
    signpublickey,
    identitysignature,
    rsakey,
    rsakeymac,
    signkey,
    recoverybox: body.recovery.box,
  };
}

/** Whether somebody was here first, and whether that still allows registering, is decided where nobody comes between. */
async function insertNewUser(
  writer: Writer,
  workspace: Workspace,
  user: NewUser,
  checkInvited: (inhabited: boolean) => void,
): Promise<void> {
  const inhabited = await hasUsers(writer, workspace.id);
  checkInvited(inhabited);
  const stored = await insertUser(writer, workspace.id, { ...user, role: inhabited ? 'member' : 'owner' });
  if (!stored) {
    throw new Refusal('conflict', 'This e-mail address is registered already: log in, or use another one.');
  }
}
