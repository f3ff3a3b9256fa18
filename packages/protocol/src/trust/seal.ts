import { type Bytes, concat } from '../encoding/index.ts';
import { type TrustCode, TrustError } from './errors.ts';
import { type NativeCrypto, type NativeKey, nativeCrypto } from './native.ts';
import { type Random, secureRandom } from './random.ts';

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const EXACT_TAG = { authTagLength: TAG_LENGTH };

const native = nativeCrypto();

/** The same keys in the form in which they open messages without a promise. */
const nativeKeys = new WeakMap<CryptoKey, NativeKey>();

/** A key of AES-256-GCM that cannot be taken out of the engine again. @param key 32 bytes */
export async function importSealKey(key: Bytes): Promise<CryptoKey> {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
  if (native) nativeKeys.set(imported, native.createSecretKey(key));
  return imported;
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
    list.map((sealed) => {
      const nativeKey = nativeKeys.get(sealed.key);
      if (native && nativeKey) return openNatively(native, nativeKey, sealed, code);
      const { key, bytes, offset, aad } = sealed;
      const nonceEnd = offset + NONCE_LENGTH;
      return tryDecrypt(key, bytes.subarray(offset, nonceEnd), bytes.subarray(nonceEnd), aad, code);
    }),
  );
}

function openNatively(
  { createDecipheriv }: NativeCrypto,
  key: NativeKey,
  { bytes, offset, aad }: Sealed,
  code: TrustCode,
): Bytes | TrustError {
  // Copies of a few bytes: a view makes the engine give the bytes a buffer of their own first, which costs more.
  const nonceEnd = offset + NONCE_LENGTH;
  const tagAt = bytes.length - TAG_LENGTH;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.slice(offset, nonceEnd), EXACT_TAG);
  decipher.setAAD(aad);
  decipher.setAuthTag(bytes.slice(tagAt));
  const opened = decipher.update(bytes.slice(nonceEnd, tagAt));
  try {
    decipher.final();
  } catch {
    return new TrustError(code);
  }
  // A plain array: a slice of Node's own kind would share its memory.
  return new Uint8Array(opened.buffer, opened.byteOffset, opened.length);
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
