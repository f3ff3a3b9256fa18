import {
  formatRecoveryCode,
  makePrivateKeys,
  makeRecovery,
  makeRecoveryBits,
  openPrivateKeys,
  publicKeysOf,
  wrapPrivateKeys,
} from '@parley/protocol/trust';
import { accountHere, type Credentials, checkAnswerOf, deriveKeys, finishLogin } from './login.ts';
import { nickOf } from './profile.ts';
import { makeStationId, openBase, type Station, type StationOptions } from './station.ts';

export interface Registration extends Credentials {
  readonly fullname: string;
  /** How others see the user; the full name when absent. */
  readonly nick?: string;
  readonly invite?: string;
}

/**
 * Makes a user with new keys and logs this station in.
 * @returns the station, and the recovery code: show it once, it is kept nowhere
 * @throws ServerError `conflict` when the e-mail address is taken, `forbidden` when one may not register
 */
export async function register(
  options: StationOptions & Registration,
): Promise<{ station: Station; recoveryCode: string }> {
  const base = await openBase(options);
  await accountHere(base, options);
  const { terms, userid, passwordKeys } = await deriveKeys(base, options);
  const account = { workspaceId: terms.workspaceid, userId: userid };
  base.onStep?.('making');
  const keys = await makePrivateKeys();
  const own = await openPrivateKeys(account, keys);
  const bits = makeRecoveryBits();
  const stationid = makeStationId();
  base.onStep?.('sending');
  const answer = await base.transport.call(
    'login/register',
    {
      email: options.email,
      fullname: options.fullname,
      nick: options.nick ?? nickOf(options.fullname),
      apikey: passwordKeys.apikey,
      ...(await publicKeysOf(own)),
      ...(await wrapPrivateKeys(passwordKeys, account, keys)),
      recovery: await makeRecovery(bits, account, keys),
      ...(options.invite && { invite: options.invite }),
      ...(options.stationName && { stationname: options.stationName }),
    },
    { station: stationid },
  );
  checkAnswerOf(answer, userid, terms);
  const station = await finishLogin(base, options.email, terms, stationid, keys, answer);
  return { station, recoveryCode: formatRecoveryCode(bits) };
}
