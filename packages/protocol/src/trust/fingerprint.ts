import { type Bytes, compareBytes, concat, fromBase64, toBase64, Z } from '../encoding/index.ts';
import type { Account } from './account.ts';
import { sha256Now, sha512Now } from './hash.ts';

/**
 * A user's fingerprint: b64(SHA-256("parley/fingerprint/v1" || Z || W || Z || userid || Z || SPKI DER || signpublickey)).
 * Source: docs/spec/trust.md section 2.
 */
export function fingerprintOf(
  { workspaceId, userId }: Account,
  spki: Uint8Array,
  signPublicKey: Uint8Array,
): string {
  return toBase64(
    sha256Now(concat('parley/fingerprint/v1', Z, workspaceId, Z, userId, Z, spki, signPublicKey)),
  );
}

/**
 * What two people compare: 12 groups of 5 digits, the same on both sides.
 * @param one and @param other fingerprints in base64
 */
export function safetyNumber(one: string, other: string): string {
  const [first, second] = [fromBase64(one), fromBase64(other)].sort(compareBytes) as [Bytes, Bytes];
  const digest = sha512Now(concat(first, second));
  const groups: string[] = [];
  for (let at = 0; at < 60; at += 5) groups.push(fiveDigits(digest.subarray(at, at + 5)));
  return groups.join(' ');
}

/** 5 bytes as a big-endian number modulo 100000: below 2^40, so exact in a double. */
function fiveDigits(bytes: Uint8Array): string {
  const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % 100000).padStart(5, '0');
}
