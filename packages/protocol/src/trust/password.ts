import { type Bytes, concat, toHex, utf8, Z } from '../encoding/index.ts';
import type { Account } from './account.ts';
import { TrustError } from './errors.ts';
import { hkdf, importHmacKey, sha256Now } from './hash.ts';
import { checkKdf, type Kdf } from './kdf.ts';
import { importSealKey } from './seal.ts';

/** The keys that a password, or a bot's key, stands for. Source: docs/spec/trust.md section 1. */
export interface PasswordKeys {
  /** 64 hex digits: what the server compares at login. */
  readonly apikey: string;
  /** 64 hex digits: the passphrase of the encrypted PEM. */
  readonly keypass: string;
  /** AES-256-GCM, for the signing key. */
  readonly boxKey: CryptoKey;
  /** HMAC-SHA-256, for the PEM. */
  readonly macKey: CryptoKey;
}

/** The 16-byte salt of a user's password. */
export function passwordSalt({ workspaceId, userId }: Account): Bytes {
  return sha256Now(concat('parley/kdf/v1', Z, workspaceId, Z, userId)).slice(0, 16);
}

/**
 * The master key of a password: Argon2id version 0x13 (RFC 9106), 32 bytes. Takes a noticeable part of a second.
 * @param kdf from `hello`; check it against the last login first (`checkKdfTerms`)
 * @throws TrustError bad_kdf, bad_password
 */
export async function masterOfPassword(password: string, account: Account, kdf: Kdf): Promise<Bytes> {
  checkKdf(kdf);
  if (password === '' || !password.isWellFormed()) throw new TrustError('bad_password');
  // Loaded when a password is given: a page that asks for one is there without it.
  const { argon2id } = await import('hash-wasm');
  const master = await argon2id({
    password: utf8(password.normalize('NFKC')),
    salt: passwordSalt(account),
    memorySize: kdf.memory,
    iterations: kdf.iterations,
    parallelism: kdf.parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(master);
}

/** The keys of a master key. @param master 32 bytes: of a password (`masterOfPassword`) or a bot (`parseBotKey`) */
export async function keysOfMaster(master: Bytes): Promise<PasswordKeys> {
  const [apikey, keypass, boxkey, mackey] = await Promise.all([
    hkdf(master, 'parley/apikey/v1'),
    hkdf(master, 'parley/keypass/v1'),
    hkdf(master, 'parley/boxkey/v1'),
    hkdf(master, 'parley/mackey/v1'),
  ]);
  const [boxKey, macKey] = await Promise.all([importSealKey(boxkey), importHmacKey(mackey)]);
  return { apikey: toHex(apikey), keypass: toHex(keypass), boxKey, macKey };
}
