import {
  type Account,
  formatRecoveryCode,
  makeRecovery,
  makeRecoveryBits,
  type PasswordKeys,
  type PrivateKeys,
  type Recovery,
  wrapPrivateKeys,
} from '@parley/protocol/trust';
import { ConnectionError, ServerError } from '../errors.ts';
import { retrying } from '../http/retry.ts';
import { deriveKeys } from './login.ts';
import { type Station, storedPrivateKeys } from './station.ts';

const TRIES = 5;

/** What proves that it is the user who sets a password: the old one, or the recovery code. */
type Proof = { readonly oldapikey: string } | { readonly auth: string };

interface Setting {
  readonly passwordKeys: PasswordKeys;
  readonly account: Account;
  readonly keys: PrivateKeys;
  readonly proof: Proof;
  readonly recovery?: Recovery;
}

/**
 * Wraps the private keys with a password and has the server take them in place of the old ones.
 * @throws ServerError `login_failed` when the proof is wrong
 * @throws ConnectionError when no answer came: then the old password counts, or the new one
 */
export async function setPassword(
  { transport, session }: Pick<Station, 'transport' | 'session'>,
  { passwordKeys, account, keys, proof, recovery }: Setting,
): Promise<void> {
  const { apikey } = passwordKeys;
  const fields = {
    apikey,
    ...(await wrapPrivateKeys(passwordKeys, account, keys)),
    ...(recovery && { recovery }),
  };
  const call = (proven: Proof) =>
    transport.call('login/changepassword', { ...fields, ...proven }, { session, tries: 1 });
  let mayBeDone = false;
  const attempt = async () => {
    try {
      await call(proof);
    } catch (error) {
      if (!(error instanceof ServerError)) mayBeDone = true;
      // What was not answered may have been done: then the new password proves it.
      else if (mayBeDone && error.code === 'login_failed') {
        await call({ oldapikey: apikey });
        return;
      }
      throw error;
    }
  };
  await retrying(attempt, {
    tries: TRIES,
    signal: undefined,
    mayRetry: (error) =>
      error instanceof ConnectionError ||
      (error instanceof ServerError && (error.code === 'rate_limited' || error.code === 'overloaded')),
    onError: () => false,
  });
}

/**
 * Changes the user's password; every other session of the user ends.
 * @throws ServerError `login_failed` when the old password is wrong
 * Source: docs/spec/wire.md part 3, changepassword.
 */
export async function changePassword(
  station: Station,
  oldPassword: string,
  newPassword: string,
): Promise<void> {
  const old = await keysOf(station, oldPassword);
  const next = await keysOf(station, newPassword);
  await setPassword(station, {
    passwordKeys: next,
    account: station.own,
    keys: await storedPrivateKeys(station),
    proof: { oldapikey: old.apikey },
  });
}

/**
 * Makes a new recovery code, in place of the old one; every other session of the user ends.
 * @returns the code: show it once, it is kept nowhere
 * @throws ServerError `login_failed` when the password is wrong
 */
export async function renewRecoveryCode(station: Station, password: string): Promise<string> {
  const passwordKeys = await keysOf(station, password);
  const keys = await storedPrivateKeys(station);
  const bits = makeRecoveryBits();
  const recovery = await makeRecovery(bits, station.own, keys);
  const proof = { oldapikey: passwordKeys.apikey };
  await setPassword(station, { passwordKeys, account: station.own, keys, proof, recovery });
  return formatRecoveryCode(bits);
}

async function keysOf(station: Station, password: string): Promise<PasswordKeys> {
  const { email } = station.account;
  return (await deriveKeys(station, { email, password }, station.account)).passwordKeys;
}
