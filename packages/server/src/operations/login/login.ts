import { userByApikey } from '../../store/users.ts';
import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { loginAnswer } from './answer.ts';
import type { LoginCaller, LoginServices } from './services.ts';

/**
 * The apikey alone names the user: whoever is unknown and whoever has it wrong take the same path, which is one
 * search for a keyed hash.
 */
export const login: Operation<'login/login', LoginServices, LoginCaller> = async (services, caller, body) => {
  const { workspace, station } = caller;
  const apikeyhash = services.hashes.apikey(workspace.id, body.apikey);
  const user = await services.store.read((reader) => userByApikey(reader, workspace.id, apikeyhash));
  if (!user || user.active === 0) {
    throw new Refusal('login_failed', 'The e-mail address or the password is wrong: check both.');
  }
  const of = { workspace: workspace.id, user: user.id, station };
  const session = await services.sessions.start(of, body.stationname ?? '');
  return loginAnswer(caller, user, session);
};
