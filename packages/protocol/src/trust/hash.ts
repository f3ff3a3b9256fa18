import { sha256 as nobleSha256, sha512 as nobleSha512 } from '@noble/hashes/sha2.js';
import { type Bytes, toBase64, utf8 } from '../encoding/index.ts';
import { nativeCrypto } from './native.ts';

const native = nativeCrypto();

/** SHA-256, for messages, whose digests are awaited in batches. */
export async function sha256(data: Bytes): Promise<Bytes> {
  return native ? sha256Now(data) : new Uint8Array(await crypto.subtle.digest('SHA-256', data));
}

/** b64(SHA-256) of each, many at once. */
export async function sha256Base64(list: readonly Bytes[]): Promise<string[]> {
  if (native) return list.map((data) => native.hash('sha256', data, 'base64'));
  const digests = await Promise.all(list.map((data) => crypto.subtle.digest('SHA-256', data)));
  return digests.map((digest) => toBase64(new Uint8Array(digest)));
}

/** SHA-256 at once, where nothing can be awaited (a comparison, a view): for short inputs. */
export function sha256Now(data: Uint8Array): Bytes {
  return new Uint8Array(native ? native.hash('sha256', data, 'buffer') : nobleSha256(data));
}

/** SHA-512 at once: for short inputs. */
export function sha512Now(data: Uint8Array): Bytes {
  return new Uint8Array(nobleSha512(data));
}

/** HKDF-SHA-256 with an empty salt (RFC 5869). @param info text of the `info` input @param length in bytes */
export async function hkdf(key: Bytes, info: string, length = 32): Promise<Bytes> {
  const material = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits']);
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, material, length * 8));
}

/** A key of HMAC-SHA-256 that cannot be taken out of the engine again. */
export function importHmacKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

/** HMAC-SHA-256, 32 bytes. */
export async function hmac(key: CryptoKey, data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, data));
}
