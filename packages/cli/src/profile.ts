import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { importLocalKey, Parley, type StationOptions } from '@parley/client';
import { FileStore } from '@parley/client/node';
import { CommandError, exitCodes } from './exit.ts';
import { type KeyStore, type LocalKey, readLocalKey, settleLocalKey } from './key/local-key.ts';

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
export interface NewStation {
  readonly options: Pick<StationOptions, 'store' | 'localKey' | 'stationName'>;
  /** One sentence: where the key is under which the station's secrets rest. */
  readonly keyPlace: string;
}

/** Makes a profile ready for a login. */
export async function prepareStation(profile: string, wish: KeyStore): Promise<NewStation> {
  const key = await settleLocalKey(keyFile(profile), wish);
  return {
    options: { ...(await optionsWith(profile, key)), stationName: `parley on ${hostname()}`.slice(0, 100) },
    keyPlace: `This station's keys rest encrypted; their key is ${
      key.place === 'keyring' ? "in this system's keyring" : `the file ${keyFile(profile)}`
    }.`,
  };
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
