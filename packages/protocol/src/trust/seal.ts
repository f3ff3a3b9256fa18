import { type Bytes, concat } from '../encoding/index.ts';
import { type TrustCode, TrustError } from './errors.ts';
import { type NativeKey, nativeCrypto } from './native.ts';
import { type Random, secureRandom } from './random.ts';

export const NONCE_LENGTH = 12;
export const TAG_LENGTH = 16;

const native = nativeCrypto();

/** The same keys in the form in which they open messages without a promise. */
const nativeKeys = new WeakMap<CryptoKey, NativeKey>();

/** A key of AES-256-GCM that cannot be taken out of the engine again. @param key 32 bytes */
export async function importSealKey(key: Bytes): Promise<CryptoKey> {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
  if (native) nativeKeys.set(imported, native.createSecretKey(key));
  return imported;
}

/** A key of `importSealKey` as the engine opens with it without a promise, where it can. */
export function nativeKeyOf(key: CryptoKey): NativeKey {
  const found = nativeKeys.get(key);
  if (!found) throw new Error('The key is none of importSealKey.');
  return found;
}

/**
 * `seal(key, data, aad)` = nonce || ciphertext || tag, AES-256-GCM with a random 12-byte nonce.
 * Source: docs/spec/trust.md, introduction.
 */
export async function seal(
  key: CryptoKey,
  data: Bytes,
  aad: Bytes,
  random: Random = secureRandom,
): Promise<Bytes> {
  const nonce = random(NONCE_LENGTH);
  return concat(nonce, await encrypt(key, nonce, data, aad));
}

/** Opens what `seal` made. @throws TrustError with `code` when any bit of it, of `aad` or of the key differs. */
export function unseal(key: CryptoKey, sealed: Bytes, aad: Bytes, code: TrustCode): Promise<Bytes> {
  return decrypt(key, sealed.subarray(0, NONCE_LENGTH), sealed.subarray(NONCE_LENGTH), aad, code);
}

/** Something that `seal` made, behind other bytes. */
export interface Sealed {
  readonly key: CryptoKey;
  /** From `offset` on long enough for a nonce and a tag. */
  readonly bytes: Bytes;
  readonly offset: number;
  readonly aad: Bytes;
}

/** As `unseal`, many at once, which is several times faster. @returns for each what it holds, or the refusal */
export function unsealAll(list: readonly Sealed[], code: TrustCode): Promise<(Bytes | TrustError)[]> {
  return Promise.all(
    list.map(({ key, bytes, offset, aad }) => {
      const nonceEnd = offset + NONCE_LENGTH;
      return tryDecrypt(key, bytes.subarray(offset, nonceEnd), bytes.subarray(nonceEnd), aad, code);
    }),
  );
}

/** AES-256-GCM: ciphertext || 16-byte tag. The nonce must never be used twice under one key. */
export async function encrypt(key: CryptoKey, nonce: Bytes, data: Bytes, aad: Bytes): Promise<Bytes> {
  const parameters = { name: 'AES-GCM', iv: nonce, additionalData: aad };
  return new Uint8Array(await crypto.subtle.encrypt(parameters, key, data));
}

/** Opens what `encrypt` made. @throws TrustError with `code` when any bit differs. */
export async function decrypt(
  key: CryptoKey,
  nonce: Bytes,
  data: Bytes,
  aad: Bytes,
  code: TrustCode,
): Promise<Bytes> {
  const opened = await tryDecrypt(key, nonce, data, aad, code);
  if (opened instanceof TrustError) throw opened;
  return opened;
}

/** WebCrypto says nothing of the reason, by design. */
async function tryDecrypt(
  key: CryptoKey,
  nonce: Bytes,
  data: Bytes,
  aad: Bytes,
  code: TrustCode,
): Promise<Bytes | TrustError> {
  try {
    const parameters = { name: 'AES-GCM', iv: nonce, additionalData: aad };
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, data));
  } catch {
    return new TrustError(code);
  }
}
