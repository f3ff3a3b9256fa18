import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { importLocalKey, Parley, type StationOptions } from '@parley/client';
import { FileStore } from '@parley/client/node';
import { CommandError } from './exit.ts';

const KEY_LENGTH = 32;

/** The folder of a profile: one station of one account. `PARLEY_HOME`, or `parley` in the user's configuration. */
export function profileFolder(profile: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(profile)) {
    throw new CommandError(`"${profile}" is no name of a profile: use letters, digits, ".", "_" and "-".`, 2);
  }
  const { PARLEY_HOME, XDG_CONFIG_HOME } = process.env;
  return join(
    PARLEY_HOME || join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'parley'),
    'profiles',
    profile,
  );
}

/** The file that holds the key under which private keys and secrets of the profile rest. */
export function keyFile(profile: string): string {
  return join(profileFolder(profile), 'local.key');
}

/** What a station of that profile is opened with; its key is made at the first use. */
export async function stationOptions(
  profile: string,
): Promise<Pick<StationOptions, 'store' | 'localKey' | 'stationName'>> {
  const folder = profileFolder(profile);
  return {
    store: new FileStore(join(folder, 'station')),
    localKey: await importLocalKey(readOrMakeKey(keyFile(profile), folder)),
    stationName: `parley on ${hostname()}`.slice(0, 100),
  };
}

/** The station that is logged in under a profile. */
export async function openStation(profile: string, allowInsecure: boolean): Promise<Parley> {
  const options = await stationOptions(profile);
  const account = (await options.store?.get('account')) as { server?: string } | undefined;
  if (account?.server === undefined) {
    throw new CommandError(`Nobody is logged in under the profile "${profile}": use parley login first.`, 3);
  }
  return Parley.resume({ ...options, server: account.server, allowInsecure });
}

function readOrMakeKey(path: string, folder: string): Uint8Array<ArrayBuffer> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, crypto.getRandomValues(new Uint8Array(KEY_LENGTH)), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw unusable(path, error);
  }
  const bytes = new Uint8Array(readKey(path));
  if (bytes.length === KEY_LENGTH) return bytes;
  throw new CommandError(
    `${path} is garbled: restore it from a backup, or remove its folder and log in anew.`,
  );
}

function readKey(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): CommandError {
  const code = (error as { code?: string }).code ?? '';
  const reason =
    { ENOSPC: 'the disk is full', EROFS: 'the file system is read-only' }[code] ??
    `it cannot be used (${code})`;
  return new CommandError(`${path}: ${reason}. Make room or name another folder with PARLEY_HOME.`);
}
