import { type Bytes, concat, toHex, utf8, Z } from '../encoding/index.ts';
import type { Account } from './account.ts';
import { TrustError } from './errors.ts';
import { hkdf, importHmacKey, sha256Now } from './hash.ts';
import { checkKdf, type Kdf } from './kdf.ts';
import { nativeCrypto } from './native.ts';
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

/** Bytes. */
const MASTER_LENGTH = 32;

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
  return argon2id(utf8(password.normalize('NFKC')), passwordSalt(account), kdf);
}

/** By the engine's own where there is one, which takes two thirds of the processor time and no turn of the event loop. */
async function argon2id(
  message: Bytes,
  nonce: Bytes,
  { memory, iterations, parallelism }: Kdf,
): Promise<Bytes> {
  const native = nativeCrypto();
  if (native?.argon2) {
    const { promise, resolve, reject } = Promise.withResolvers<Bytes>();
    const parameters = { message, nonce, parallelism, tagLength: MASTER_LENGTH, memory, passes: iterations };
    native.argon2('argon2id', parameters, (error, tag) =>
      error ? reject(error) : resolve(new Uint8Array(tag)),
    );
    return promise;
  }
  // Loaded when a password is given: a page that asks for one is there without it.
  const { argon2id: inWasm } = await import('hash-wasm');
  const master = await inWasm({
    password: message,
    salt: nonce,
    memorySize: memory,
    iterations,
    parallelism,
    hashLength: MASTER_LENGTH,
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
