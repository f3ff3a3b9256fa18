import { userByRecovery } from '../../store/users.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { loginAnswer } from './answer.ts';
import type { LoginCaller, LoginServices } from './services.ts';

/**
 * As with an apikey, the keyed hash alone names the user: whoever is unknown and whoever has the code wrong take the
 * same path. Source: docs/spec/wire.md parts 2 and 3.
 */
export const recover: Operation<'login/recover', LoginServices, LoginCaller> = async (
  services,
  caller,
  body,
) => {
  const { workspace, station } = caller;
  const { store, hashes, sessions } = services;
  const recoveryauthhash = hashes.recoveryAuth(workspace.id, body.userid, body.auth);
  const user = await store.read((reader) => userByRecovery(reader, workspace.id, recoveryauthhash));
  if (!user || user.active === 0) {
    throw new Refusal('login_failed', 'The e-mail address or the recovery code is wrong: check both.');
  }
  const of = { workspace: workspace.id, user: user.id, station };
  const session = await sessions.start(of, body.stationname ?? '');
  return { ...(await loginAnswer(caller, user, session)), recovery: { box: user.recoverybox } };
};
