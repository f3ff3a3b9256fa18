import { fromBase64, toBase64, toHex } from '@parley/protocol/encoding';
import {
  importSessionKey,
  type KdfTerms,
  type OwnKeys,
  openPrivateKeys,
  type PrivateKeys,
} from '@parley/protocol/trust';
import type { LoginAnswer } from '@parley/protocol/wire';
import { ClientError } from '../errors.ts';
import { type Session, Transport, type TransportOptions } from '../http/transport.ts';
import type { LocalStore } from '../store/local-store.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { makeLocalKey, Vault } from '../store/vault.ts';

/** What is being done while somebody gets in; `deriving` and `making` take a noticeable part of a second each. */
export type EnterStep = 'asking' | 'deriving' | 'making' | 'sending' | 'opening';

/** What a station is opened with. */
export interface StationOptions extends TransportOptions {
  /** Where the station keeps what it must not forget; memory when absent. */
  readonly store?: LocalStore;
  /**
   * AES-256-GCM key under which private keys and conversation secrets rest in the store. Without it they last only
   * as long as the program, and the next start needs the password again. Programs that share a store share the key.
   */
  readonly localKey?: CryptoKey;
  /** What the station is called in the user's list of stations. */
  readonly stationName?: string;
  /** Hears of each step of a registration or login when it begins. */
  readonly onStep?: ((step: EnterStep) => void) | undefined;
}

/** Who is logged in where: nothing secret. */
export interface AccountRecord {
  readonly server: string;
  readonly workspaceid: string;
  readonly userid: string;
  readonly email: string;
  readonly fullname: string;
  readonly nick: string;
  readonly stationid: string;
  /** Where the server tells what changes, as it said at the last login; absent in stores of earlier versions. */
  readonly listeners?: LoginAnswer['listeners'];
  /** The terms of the last login: a workspace never changes them. */
  readonly terms: KdfTerms;
}

/** The private half of a login, sealed with the station's own key. */
interface SecretRecord {
  pkcs8: string;
  signseed: string;
  sessionkey: string;
}

/** A user's logged-in station: keys, session, store. What every part of the library works with. */
export interface Station {
  /** As it was at the last login; its names as they are now (`keepNames`). */
  readonly account: AccountRecord;
  readonly transport: Transport;
  readonly session: Session;
  readonly own: OwnKeys;
  readonly store: LocalStore;
  readonly vault: Vault;
}

const ACCOUNT = 'account';
const KEYS = 'keys';

/** The parts of a station that exist before anybody is logged in. */
export interface Base {
  readonly onStep?: StationOptions['onStep'];
  readonly transport: Transport;
  readonly store: LocalStore;
  readonly vault: Vault;
}

export async function openBase(options: StationOptions): Promise<Base> {
  const store = options.store ?? new MemoryStore();
  const vault = new Vault(store, options.localKey ?? (await makeLocalKey()));
  return { transport: new Transport(options), store, vault, onStep: options.onStep };
}

/** A new station id: 32 random hex digits. */
export function makeStationId(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}

/** The account that a store belongs to; undefined in a new one. */
export async function storedAccount(store: LocalStore): Promise<AccountRecord | undefined> {
  return (await store.get(ACCOUNT)) as AccountRecord | undefined;
}

/**
 * Keeps a login, secrets first: an account without its keys would pose as logged in. What the store holds under a key
 * that is no longer there, as of a program that keeps none, makes room.
 */
export async function keepLogin(
  base: Base,
  account: AccountRecord,
  keys: PrivateKeys,
  sessionKey: Uint8Array,
): Promise<Station> {
  const secrets: SecretRecord = {
    pkcs8: toBase64(keys.pkcs8),
    signseed: toBase64(keys.signSeed),
    sessionkey: toBase64(sessionKey),
  };
  await base.vault.set(KEYS, secrets);
  await base.vault.sweep();
  await base.store.set(ACCOUNT, account);
  return assemble(base, account, secrets);
}

/** The station that a store holds, without a password. @throws ClientError `not_logged_in`, `store_broken` */
export async function resumeStation(options: StationOptions): Promise<Station> {
  const base = await openBase(options);
  const account = await storedAccount(base.store);
  const secrets = account && ((await base.vault.get(KEYS)) as SecretRecord | undefined);
  if (!account || !secrets)
    throw new ClientError('not_logged_in', 'Nobody is logged in on this station: log in first.');
  return assemble(base, account, secrets);
}

/** The private halves of the station's user, as bytes: to wrap them anew. @throws ClientError `not_logged_in` */
export async function storedPrivateKeys({ vault }: Pick<Station, 'vault'>): Promise<PrivateKeys> {
  const secrets = (await vault.get(KEYS)) as SecretRecord | undefined;
  if (!secrets) throw new ClientError('not_logged_in', 'Nobody is logged in on this station: log in first.');
  return privateKeysIn(secrets);
}

/**
 * Keeps what the user is called from now on.
 * @returns the account: the same object where it is called so already
 */
export async function keepNames(
  station: Station,
  names: Pick<AccountRecord, 'fullname' | 'nick'>,
): Promise<AccountRecord> {
  const { account, store } = station;
  if (account.fullname === names.fullname && account.nick === names.nick) return account;
  const renamed = { ...account, ...names };
  await store.set(ACCOUNT, renamed);
  (station as { account: AccountRecord }).account = renamed;
  return renamed;
}

/**
 * Forgets the keys; what else the store holds needs them to be opened.
 * @returns whether there were any
 */
export async function forgetLogin({ store }: Pick<Station, 'store'>): Promise<boolean> {
  const { documents } = await store.names();
  await store.remove(KEYS);
  return documents.includes(KEYS);
}

async function assemble(base: Base, account: AccountRecord, secrets: SecretRecord): Promise<Station> {
  const { workspaceid: workspaceId, userid: userId, stationid } = account;
  const [own, key] = await Promise.all([
    openPrivateKeys({ workspaceId, userId }, privateKeysIn(secrets)),
    importSessionKey(fromBase64(secrets.sessionkey)),
  ]);
  const { transport, store, vault } = base;
  return { transport, store, vault, account, own, session: { user: userId, station: stationid, key } };
}

function privateKeysIn({ pkcs8, signseed }: SecretRecord): PrivateKeys {
  return { pkcs8: fromBase64(pkcs8), signSeed: fromBase64(signseed) };
}
