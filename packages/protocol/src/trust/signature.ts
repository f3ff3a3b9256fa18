import { ed25519 } from '@noble/curves/ed25519.js';
import { type Bytes, concat, fromBase64, toBase64 } from '../encoding/index.ts';
import { TrustError } from './errors.ts';

/*
 * Ed25519 (RFC 8032) through WebCrypto. Three things that engines treat differently are settled here:
 * - S must be below L, or one signature could be rewritten into another (checked below);
 * - a public key must have prime order, or every signature would be valid (checked when it is pinned);
 * - verification is cofactorless, as in every engine of today (BoringSSL, OpenSSL, NSS, CoreCrypto). A cofactored
 *   engine would accept more of what the key's own holder deliberately misforms, and nothing of anybody else.
 */

/** PKCS#8 of an Ed25519 seed, up to the seed (RFC 8410 section 7). */
const PKCS8_PREFIX = new Uint8Array([0x30, 46, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 34, 4, 32]);

/** L = 2^252 + 27742317777372353535851937790883648493, the order of the base point; little-endian, as S is written. */
const L = new Uint8Array([
  0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
]);

/** The private key of a 32-byte seed; it cannot be taken out of the engine again. */
export function importSignKey(seed: Bytes): Promise<CryptoKey> {
  return importSeed(seed, false);
}

/** The public key of a 32-byte seed: 32 bytes. */
export async function signPublicKeyOf(seed: Bytes): Promise<Bytes> {
  const jwk = await crypto.subtle.exportKey('jwk', await importSeed(seed, true));
  return fromBase64(`${(jwk.x as string).replaceAll('-', '+').replaceAll('_', '/')}=`);
}

function importSeed(seed: Bytes, extractable: boolean): Promise<CryptoKey> {
  if (seed.length !== 32) throw new RangeError('an Ed25519 seed has 32 bytes');
  return crypto.subtle.importKey('pkcs8', concat(PKCS8_PREFIX, seed), 'Ed25519', extractable, ['sign']);
}

/**
 * A public key, to verify with: the canonical encoding of a point of prime order.
 * @param key 32 bytes @throws TrustError bad_signpublickey. Source: docs/spec/trust.md section 2.
 */
export function importVerifyKey(key: Bytes): Promise<CryptoKey> {
  checkPrimeOrder(key);
  return importCheckedKey(key);
}

/** The same of a key that was checked before, or that follows from a seed. @throws TrustError bad_signpublickey */
export function importCheckedKey(key: Bytes): Promise<CryptoKey> {
  checkLength(key);
  return crypto.subtle.importKey('raw', key, 'Ed25519', true, ['verify']);
}

/** @throws TrustError bad_signpublickey unless the 32 bytes canonically encode a point of prime order */
export function checkPrimeOrder(key: Uint8Array): void {
  checkLength(key);
  let point: InstanceType<typeof ed25519.Point>;
  try {
    point = ed25519.Point.fromBytes(key);
  } catch {
    throw new TrustError('bad_signpublickey', 'not a point, or not in its canonical encoding');
  }
  if (point.isSmallOrder()) throw new TrustError('bad_signpublickey', 'of small order');
  if (!point.isTorsionFree()) throw new TrustError('bad_signpublickey', 'not of prime order');
}

function checkLength(key: Uint8Array): void {
  if (key.length !== 32) throw new TrustError('bad_signpublickey', 'it must have 32 bytes');
}

/** The signature of data: 64 bytes. */
export async function sign(key: CryptoKey, data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, data));
}

/** As `sign`, in base64. */
export async function signBase64(key: CryptoKey, data: Bytes): Promise<string> {
  return toBase64(await sign(key, data));
}

/** Whether a signature is valid: cofactorless, with S < L. @param key from `importVerifyKey` */
export async function verify(key: CryptoKey, signature: Bytes, data: Bytes): Promise<boolean> {
  if (signature.length !== 64 || !isBelowL(signature.subarray(32))) return false;
  return crypto.subtle.verify('Ed25519', key, signature, data);
}

/** As `verify`, of a signature in base64; what is not canonical base64 is not valid. */
export async function verifyBase64(key: CryptoKey, signature: string, data: Bytes): Promise<boolean> {
  try {
    return await verify(key, fromBase64(signature), data);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function isBelowL(scalar: Uint8Array): boolean {
  for (let index = 31; index >= 0; index--) {
    const difference = (scalar[index] as number) - (L[index] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
