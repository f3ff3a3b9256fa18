import { createHmac, hkdfSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';
import type { Engine } from '../store/engine/engine.ts';
import { insertMeta, metaValue } from '../store/meta.ts';

/** The keys that the server draws from its one secret, which is kept outside the database. */
export interface ServerKeys {
  /** For session keys at rest: AES-256-GCM. */
  readonly sealing: Uint8Array<ArrayBuffer>;
  /** For cursors: `Services.cursorKey`. */
  readonly cursor: Uint8Array<ArrayBuffer>;
  readonly hashes: KeyedHashes;
}

/** How secrets that only need comparing rest. Source: docs/spec/wire.md part 2, Login and sessions. */
export interface KeyedHashes {
  /** Hex HMAC-SHA-256 of an apikey of a workspace. */
  apikey(workspace: string, apikey: string): string;
  /** Hex HMAC-SHA-256 of a recovery `auth` of a user. */
  recoveryAuth(workspace: string, user: string, auth: string): string;
  /** The invitation of a workspace's first user. It is computed anew when it is needed, and kept nowhere. */
  ownerInvite(workspace: string): string;
}

const FILE = 'server.key';
const CHECK = 'serverkey';

/**
 * The keys from `PARLEY_SECRET`, or else from the file in the data folder, which is made for a fresh database.
 * The database remembers which secret it was made with. @throws StartError when that is another, or missing
 */
export async function loadServerKeys(
  store: Engine,
  { data, secret }: { data: string; secret: string },
  random: (length: number) => Uint8Array,
): Promise<ServerKeys> {
  const known = await store.read((reader) => metaValue(reader, CHECK));
  const file = join(data, FILE);
  const material = secret || readKeyFile(file) || (known === undefined ? makeKeyFile(file, random) : '');
  if (material === '') {
    throw new StartError(
      `The database in ${data} belongs to a server key that is missing: put the file ${FILE} of your backup back there, or set PARLEY_SECRET to the secret it was made with.`,
    );
  }
  const check = Buffer.from(derive(material, 'check')).toString('hex');
  if (known === undefined) await store.write((writer) => insertMeta(writer, CHECK, check));
  else if (known !== check) {
    const source = secret ? 'PARLEY_SECRET' : file;
    throw new StartError(
      `${source} is not the server key that the database in ${data} was made with: use the one it was made with, or another data folder.`,
    );
  }
  return {
    sealing: derive(material, 'session'),
    cursor: derive(material, 'cursor'),
    hashes: keyedHashes(derive(material, 'hash')),
  };
}

function keyedHashes(key: Uint8Array): KeyedHashes {
  const hash = (...parts: string[]) => createHmac('sha256', key).update(parts.join('\n')).digest('hex');
  return {
    apikey: (workspace, apikey) => hash('apikey', workspace, apikey),
    recoveryAuth: (workspace, user, auth) => hash('recovery', workspace, user, auth),
    ownerInvite: (workspace) => hash('ownerinvite', workspace),
  };
}

/** HKDF-SHA-256 (RFC 5869) of the secret's UTF-8 bytes, 32 bytes. The file's text and `PARLEY_SECRET` are one kind. */
function derive(material: string, purpose: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync('sha256', material, '', `parley/server/${purpose}/v1`, 32));
}

/** @returns the empty text when there is no such file */
function readKeyFile(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new StartError(`The server key ${file} cannot be read: check who may read it.`, { cause: error });
  }
  if (text.length < 32) {
    throw new StartError(`The server key ${file} is damaged: put the file of your backup back there.`);
  }
  return text;
}

/** Makes the key file, readable by its owner only, and waits until it is on disk: nothing opens without it later. */
function makeKeyFile(file: string, random: (length: number) => Uint8Array): string {
  const text = Buffer.from(random(32)).toString('hex');
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeSync(descriptor, `${text}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  const folder = openSync(join(file, '..'), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
  return text;
}
