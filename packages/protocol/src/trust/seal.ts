import { type Bytes, concat } from '../encoding/index.ts';
import { orRefuseAsync, type TrustCode } from './errors.ts';
import { type Random, secureRandom } from './random.ts';

const NONCE_LENGTH = 12;

/** A key of AES-256-GCM that cannot be taken out of the engine again. @param key 32 bytes */
export function importSealKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
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

/** AES-256-GCM: ciphertext || 16-byte tag. The nonce must never be used twice under one key. */
export async function encrypt(key: CryptoKey, nonce: Bytes, data: Bytes, aad: Bytes): Promise<Bytes> {
  const parameters = { name: 'AES-GCM', iv: nonce, additionalData: aad };
  return new Uint8Array(await crypto.subtle.encrypt(parameters, key, data));
}

/** Opens what `encrypt` made. @throws TrustError with `code` when any bit differs. */
export function decrypt(
  key: CryptoKey,
  nonce: Bytes,
  data: Bytes,
  aad: Bytes,
  code: TrustCode,
): Promise<Bytes> {
  const parameters = { name: 'AES-GCM', iv: nonce, additionalData: aad };
  return orRefuseAsync(code, async () => new Uint8Array(await crypto.subtle.decrypt(parameters, key, data)));
}
