import { openRecoveryBox, parseRecoveryCode, recoveryAuth } from '@parley/protocol/trust';
import { accountHere, checkAnswerOf, deriveKeys, finishLogin } from './login.ts';
import { setPassword } from './password.ts';
import { makeStationId, openBase, type Station, type StationOptions } from './station.ts';

export interface Recovering {
  readonly email: string;
  /** As it was shown at registration; case, blanks and hyphens do not matter. */
  readonly recoveryCode: string;
  /** From now on the user's password. */
  readonly newPassword: string;
}

/**
 * Logs this station in with the recovery code and sets a new password. Of the private keys only those in the box count,
 * which nobody but the user could have sealed. Every other session of the user ends; the code stays as it is.
 * @throws ServerError `login_failed` for an unknown address or another code
 * @throws TrustError `bad_recovery_code`, `bad_recovery_box`, or as `login`
 * Source: docs/spec/trust.md section 2, Recovery code.
 */
export async function recover(options: StationOptions & Recovering): Promise<Station> {
  const bits = parseRecoveryCode(options.recoveryCode);
  const auth = await recoveryAuth(bits);
  const base = await openBase(options);
  const last = await accountHere(base, options);
  const { email, newPassword: password } = options;
  const { terms, userid, passwordKeys } = await deriveKeys(base, { email, password }, last);
  const stationid = last?.stationid ?? makeStationId();
  const answer = await base.transport.call(
    'login/recover',
    { userid, auth, ...(options.stationName && { stationname: options.stationName }) },
    { station: stationid },
  );
  checkAnswerOf(answer, userid, terms);
  const account = { workspaceId: terms.workspaceid, userId: userid };
  const keys = await openRecoveryBox(bits, account, answer.recovery.box);
  return finishLogin(base, email, terms, stationid, keys, answer, (session) =>
    setPassword({ transport: base.transport, session }, { passwordKeys, account, keys, proof: { auth } }),
  );
}
