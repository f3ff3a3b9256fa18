import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { importLocalKey, Parley, type StationOptions } from '@parley/client';
import { FileStore } from '@parley/client/node';
import { CommandError, exitCodes } from './exit.ts';
import {
  forgetLocalKey,
  type KeyStore,
  type LocalKey,
  readLocalKey,
  settleLocalKey,
} from './key/local-key.ts';

/** The folder of a profile: one station of one account. `PARLEY_HOME`, or `parley` in the user's configuration. */
export function profileFolder(profile: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(profile)) {
    throw new CommandError(
      `"${profile}" is no name of a profile: use letters, digits, ".", "_" and "-".`,
      exitCodes.usage,
    );
  }
  const { PARLEY_HOME, XDG_CONFIG_HOME } = process.env;
  return join(
    PARLEY_HOME || join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'parley'),
    'profiles',
    profile,
  );
}

/** What a station that is to be logged in is opened with. */
export type NewStationOptions = Pick<StationOptions, 'store' | 'localKey' | 'stationName'>;

/** What a login came to. */
export interface Entered<Result> {
  readonly result: Result;
  /** One sentence: where the key is under which the station's secrets rest. */
  readonly keyPlace: string;
}

/** Makes a profile ready for a login, and logs in. A profile that was made for it is gone again when it fails. */
export async function enterStation<Result>(
  profile: string,
  wish: KeyStore,
  enter: (options: NewStationOptions) => Promise<Result>,
): Promise<Entered<Result>> {
  const isNew = !existsSync(profileFolder(profile));
  try {
    return await entered(profile, wish, enter);
  } catch (error) {
    // What it failed with says more than that it left something.
    if (isNew) await removeEmpty(profile).catch(() => {});
    throw error;
  }
}

async function entered<Result>(
  profile: string,
  wish: KeyStore,
  enter: (options: NewStationOptions) => Promise<Result>,
): Promise<Entered<Result>> {
  const key = await settleLocalKey(keyFile(profile), wish);
  const stationName = `parley on ${hostname()}`.slice(0, 100);
  const result = await enter({ ...(await optionsWith(profile, key)), stationName });
  // Another login that made the profile may have failed meanwhile, and removed it.
  await settleLocalKey(keyFile(profile), wish, key);
  return {
    result,
    keyPlace: `This station's keys rest encrypted; their key is ${
      key.place === 'keyring' ? "in this system's keyring" : `the file ${keyFile(profile)}`
    }.`,
  };
}

/** Removes a profile that holds nothing but its key. */
async function removeEmpty(profile: string): Promise<void> {
  const { documents, logs } = await storeOf(profile).names();
  if (documents.length + logs.length > 0) return;
  await forgetLocalKey(keyFile(profile));
  await rm(profileFolder(profile), { recursive: true, force: true });
}

/** The station that is logged in under a profile. */
export async function openStation(profile: string, allowInsecure: boolean): Promise<Parley> {
  const account = await storeOf(profile).get('account');
  const key = await readLocalKey(keyFile(profile));
  if (!key || !isAccount(account)) throw nobody(profile);
  return Parley.resume({ ...(await optionsWith(profile, key)), server: account.server, allowInsecure });
}

/** Forgets the keys of the station of a profile, without its server. */
export async function forgetStation(profile: string): Promise<void> {
  if (!(await Parley.forget(storeOf(profile)))) throw nobody(profile);
}

function nobody(profile: string): CommandError {
  return new CommandError(
    `Nobody is logged in under the profile "${profile}": use parley login first.`,
    exitCodes.notLoggedIn,
  );
}

function isAccount(value: unknown): value is { server: string } {
  return typeof (value as { server?: unknown } | null | undefined)?.server === 'string';
}

async function optionsWith(profile: string, { bytes }: LocalKey) {
  return { store: storeOf(profile), localKey: await importLocalKey(bytes) };
}

function storeOf(profile: string): FileStore {
  return new FileStore(join(profileFolder(profile), 'station'));
}

function keyFile(profile: string): string {
  return join(profileFolder(profile), 'local.key');
}
