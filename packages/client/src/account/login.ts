import { userIdOf } from '@parley/protocol/ids';
import {
  checkKdfTerms,
  checkOwnKeys,
  importSessionKey,
  isBotKey,
  keysOfMaster,
  masterOfPassword,
  openPrivateKeys,
  openSessionKey,
  type PasswordKeys,
  type PrivateKeys,
  parseBotKey,
  TrustError,
  unwrapPrivateKeys,
} from '@parley/protocol/trust';
import type { LoginAnswer } from '@parley/protocol/wire';
import { ClientError } from '../errors.ts';
import type { Session } from '../http/transport.ts';
import {
  type AccountRecord,
  type Base,
  keepLogin,
  makeStationId,
  openBase,
  type Station,
  type StationOptions,
  storedAccount,
} from './station.ts';

export interface Credentials {
  readonly email: string;
  /** What the user typed; or the key of a bot (`makeBotKey`), which no hash has to make costly to guess. */
  readonly password: string;
}

/** What `hello` and a password give: everything that is needed before the first call of a user. */
export interface Opening {
  readonly terms: AccountRecord['terms'];
  readonly userid: string;
  readonly passwordKeys: PasswordKeys;
}

/**
 * Asks the server for its terms, checks them against the last login, and derives the password's keys.
 * @throws TrustError `workspace_changed`, `bad_kdf`, `kdf_changed`, `bad_password`
 */
export async function deriveKeys(
  base: Base,
  credentials: Credentials,
  last?: AccountRecord,
): Promise<Opening> {
  base.onStep?.('asking');
  const { workspaceid, kdf } = await base.transport.call('login/hello', {});
  const terms = { workspaceid, kdf };
  checkKdfTerms(terms, last?.terms);
  const userid = userIdOf(credentials.email);
  const account = { workspaceId: workspaceid, userId: userid };
  base.onStep?.('deriving');
  const { password } = credentials;
  const master = isBotKey(password) ? parseBotKey(password) : await masterOfPassword(password, account, kdf);
  return { terms, userid, passwordKeys: await keysOfMaster(master) };
}

/**
 * Logs this station in: with the station id of the store where the same user was here before, else as a new station.
 * @throws ServerError `login_failed`
 * @throws TrustError when the server's answer was tampered with (docs/spec/trust.md section 2)
 */
export async function login(options: StationOptions & Credentials): Promise<Station> {
  const base = await openBase(options);
  const last = await accountHere(base, options);
  const opening = await deriveKeys(base, options, last);
  const stationid = last?.stationid ?? makeStationId();
  base.onStep?.('sending');
  const answer = await base.transport.call(
    'login/login',
    { apikey: opening.passwordKeys.apikey, ...(options.stationName && { stationname: options.stationName }) },
    { station: stationid },
  );
  return acceptLogin(base, options, opening, stationid, answer);
}

/** The account of the store, if it is this one. @throws ClientError `store_in_use` when it is somebody else's */
export async function accountHere(base: Base, options: StationOptions & Pick<Credentials, 'email'>) {
  const last = await storedAccount(base.store);
  if (!last) return undefined;
  if (last.userid !== userIdOf(options.email) || new URL(last.server).href !== base.transport.url.href) {
    throw new ClientError(
      'store_in_use',
      `This station belongs to ${last.email} at ${last.server}: use another profile for another account.`,
    );
  }
  return last;
}

/** Opens a login answer, checks all that is in it, and keeps it. */
async function acceptLogin(
  base: Base,
  { email }: Credentials,
  { terms, userid, passwordKeys }: Opening,
  stationid: string,
  answer: LoginAnswer,
): Promise<Station> {
  checkAnswerOf(answer, userid, terms);
  const account = { workspaceId: terms.workspaceid, userId: userid };
  const keys = await unwrapPrivateKeys(passwordKeys, account, answer);
  return finishLogin(base, email, terms, stationid, keys, answer);
}

/** @throws TrustError `wrong_userid`, `workspace_changed` */
export function checkAnswerOf(answer: LoginAnswer, userid: string, terms: AccountRecord['terms']): void {
  if (answer.userid !== userid) throw new TrustError('wrong_userid');
  if (answer.workspaceid !== terms.workspaceid) throw new TrustError('workspace_changed');
}

/**
 * The end of every way in: own public keys checked, session key opened, all of it kept.
 * @param before is done under the new session before anything is kept
 */
export async function finishLogin(
  base: Base,
  email: string,
  terms: AccountRecord['terms'],
  stationid: string,
  keys: PrivateKeys,
  answer: LoginAnswer,
  before?: (session: Session) => Promise<void>,
): Promise<Station> {
  base.onStep?.('opening');
  const own = await openPrivateKeys({ workspaceId: answer.workspaceid, userId: answer.userid }, keys);
  await checkOwnKeys(own, answer);
  const sessionKey = await openSessionKey(own.decryptKey, answer.sessionkey, stationid);
  await before?.({ user: answer.userid, station: stationid, key: await importSessionKey(sessionKey) });
  const { userid, workspaceid, fullname, nick, listeners } = answer;
  const record = {
    server: base.transport.url.href,
    workspaceid,
    userid,
    email,
    fullname,
    nick,
    stationid,
    listeners,
    terms,
  };
  return keepLogin(base, record, keys, sessionKey);
}
