import {
  type Bytes,
  concat,
  fromBase64,
  isBase64Of,
  isU32,
  parseStrictJson,
  textOf,
  toBase64,
  u32,
  utf8,
  Z,
} from '../encoding/index.ts';
import { isHexId } from '../ids/index.ts';
import type { Account } from './account.ts';
import { orRefuse, TrustError } from './errors.ts';
import { hkdf } from './hash.ts';
import type { Pin } from './pins.ts';
import { type Random, secureRandom } from './random.ts';
import { importSealKey, seal, unseal } from './seal.ts';

/** What a user's stations share through the server, without the server reading it. */
export interface Keyring {
  /** By user id. */
  readonly pins: Readonly<Record<string, Pin>>;
  /** The newest epoch seen, by conversation id. */
  readonly epochs: Readonly<Record<string, number>>;
}

/** `keyring` as the server keeps it; its counter never goes back. Source: docs/spec/trust.md section 2. */
export interface SealedKeyring {
  /** From 1 to 2^32 - 1; each stored keyring has a higher one. */
  readonly counter: number;
  readonly box: string;
}

/** HKDF(Ed25519 seed, "parley/keyring/v1", 32), as a key of AES-256-GCM. */
export async function importKeyringKey(signSeed: Bytes): Promise<CryptoKey> {
  return importSealKey(await hkdf(signSeed, 'parley/keyring/v1'));
}

/** Seals a keyring under a counter. @param own the user's `OwnKeys` */
export async function sealKeyring(
  own: Account & { readonly keyringKey: CryptoKey },
  counter: number,
  keyring: Keyring,
  random: Random = secureRandom,
): Promise<SealedKeyring> {
  const box = await seal(own.keyringKey, utf8(JSON.stringify(keyring)), keyringAad(own, counter), random);
  return { counter, box: toBase64(box) };
}

/**
 * Opens a keyring. @param seen the highest counter that this station has seen (0: none)
 * @throws TrustError keyring_rollback, bad_keyring
 */
export async function openKeyring(
  own: Account & { readonly keyringKey: CryptoKey },
  sealed: SealedKeyring,
  seen = 0,
): Promise<Keyring> {
  const { counter } = sealed;
  if (!isU32(counter)) throw new TrustError('bad_keyring', 'its counter must be an integer below 2^32');
  if (counter < seen) throw new TrustError('keyring_rollback', `counter ${counter}, seen ${seen}`);
  const box = orRefuse('bad_keyring', () => fromBase64(sealed.box));
  const json = await unseal(own.keyringKey, box, keyringAad(own, counter), 'bad_keyring');
  return orRefuse('bad_keyring', () => asKeyring(parseStrictJson(textOf(json))));
}

function keyringAad({ workspaceId, userId }: Account, counter: number): Bytes {
  return concat('parley/keyring/v1', Z, workspaceId, Z, userId, u32(counter));
}

function asKeyring(value: unknown): Keyring {
  const { pins, epochs } = asRecord(value);
  const pinned = Object.entries(asRecord(pins));
  const newest = Object.entries(asRecord(epochs));
  const ids = [...pinned, ...newest].map(([id]) => id);
  if (!ids.every(isHexId)) throw new SyntaxError('an id is malformed');
  if (!pinned.every(([, pin]) => isPin(pin))) throw new SyntaxError('a pin is malformed');
  if (!newest.every(([, epoch]) => isU32(epoch))) throw new SyntaxError('an epoch is malformed');
  return {
    pins: Object.fromEntries(pinned) as Record<string, Pin>,
    epochs: Object.fromEntries(newest) as Record<string, number>,
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('not an object');
  return value as Record<string, unknown>;
}

function isPin(value: unknown): boolean {
  const { fingerprint, name, verified } = asRecord(value);
  return (
    typeof fingerprint === 'string' &&
    isBase64Of(fingerprint, 32) &&
    (name === undefined || typeof name === 'string') &&
    (verified === undefined || typeof verified === 'boolean')
  );
}
