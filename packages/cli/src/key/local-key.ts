import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandError } from '../exit.ts';
import { eraseKeyring, KeyringError, mayHaveKeyring, readKeyring, writeKeyring } from './keyring.ts';

/*
 * The key under which a profile's secrets rest. Its file holds the key itself, or says under which name the platform's
 * keyring holds it: so the file alone always says where it is.
 */

/** Where the key is to be: `auto` takes the keyring where there is one. */
export const keyStores = ['auto', 'keyring', 'file'] as const;
export type KeyStore = (typeof keyStores)[number];

export interface LocalKey {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly place: 'keyring' | 'file';
}

const LENGTH = 32;
const NAMED = /^keyring ([0-9a-f]{32})\n$/;

/** The key of a profile; undefined where there is none yet. @throws CommandError when it cannot be had */
export async function readLocalKey(path: string): Promise<LocalKey | undefined> {
  const content = readIfThere(path);
  if (content === undefined) return undefined;
  const name = nameIn(content);
  if (name === undefined) {
    if (content.length === LENGTH) return { bytes: new Uint8Array(content), place: 'file' };
    throw new CommandError(
      `${path} is garbled: restore it from a backup, or remove its folder and log in anew.`,
    );
  }
  const held = await telling(() => readKeyring(name));
  if (held === undefined || held.length !== 2 * LENGTH) {
    throw new CommandError(
      `The keyring of this system no longer holds the key of ${dirname(path)}: remove that folder and log in anew.`,
    );
  }
  return { bytes: new Uint8Array(Buffer.from(held, 'hex')), place: 'keyring' };
}

/**
 * The key of a profile, made where there is none, and moved to where it is wished to be.
 * @param lost what it was a moment ago, to be put back where there is none
 * @throws CommandError when that cannot be
 */
export async function settleLocalKey(path: string, wish: KeyStore, lost?: LocalKey): Promise<LocalKey> {
  const known = await readLocalKey(path);
  if (known && (wish === 'auto' || wish === known.place)) return known;
  const bytes = (known ?? lost)?.bytes ?? crypto.getRandomValues(new Uint8Array(LENGTH));
  makeFolder(dirname(path));
  if (wish === 'file') return keepInFile(path, bytes);
  try {
    if (wish === 'keyring' || mayHaveKeyring()) return await keepInKeyring(path, bytes);
  } catch (error) {
    if (!(error instanceof KeyringError)) throw error;
    if (wish === 'keyring') throw unusableKeyring(error);
  }
  return keepInFile(path, bytes);
}

/** Takes the key of a profile out of the keyring, where that has it. */
export async function forgetLocalKey(path: string): Promise<void> {
  const content = readIfThere(path);
  const name = content && nameIn(content);
  if (name !== undefined) await telling(() => eraseKeyring(name));
}

async function keepInKeyring(path: string, bytes: Uint8Array): Promise<LocalKey> {
  const name = hex(crypto.getRandomValues(new Uint8Array(16)));
  await writeKeyring(name, hex(bytes));
  replace(path, `keyring ${name}\n`);
  return { bytes: new Uint8Array(bytes), place: 'keyring' };
}

async function keepInFile(path: string, bytes: Uint8Array): Promise<LocalKey> {
  const before = readIfThere(path);
  replace(path, bytes);
  const name = before && nameIn(before);
  if (name !== undefined) await telling(() => eraseKeyring(name));
  return { bytes: new Uint8Array(bytes), place: 'file' };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function nameIn(content: Uint8Array): string | undefined {
  return content.length === LENGTH ? undefined : NAMED.exec(new TextDecoder().decode(content))?.[1];
}

async function telling<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof KeyringError ? unusableKeyring(error) : error;
  }
}

function unusableKeyring({ message }: KeyringError): CommandError {
  return new CommandError(
    `The keyring of this system cannot be used (${message}): unlock it, or log in with --key-store file.`,
  );
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw unusable(path, error);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unusable(folder, error);
  }
}

function replace(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, content, { mode: 0o600, flush: true });
    renameSync(draft, path);
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
