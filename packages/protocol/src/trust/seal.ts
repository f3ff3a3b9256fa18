import { type Bytes, concat } from '../encoding/index.ts';
import { type TrustCode, TrustError } from './errors.ts';
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

/** As `unseal`, from an offset of `bytes` on, and giving the refusal back: for many that are opened at once. */
export function tryUnseal(
  key: CryptoKey,
  bytes: Bytes,
  offset: number,
  aad: Bytes,
  code: TrustCode,
): Promise<Bytes | TrustError> {
  const end = offset + NONCE_LENGTH;
  return tryDecrypt(key, bytes.subarray(offset, end), bytes.subarray(end), aad, code);
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
