import type { Bytes } from '../encoding/index.ts';
import { TrustError } from './errors.ts';

const MARK = 0x80;
const SMALLEST = 32;

/**
 * The smallest size of the series 32, 64, 96, 128, 192, 256, 384, 512, … that holds so many bytes: each power of
 * two and one and a half of it, from 64 on. Source: docs/spec/trust.md section 4.
 */
export function paddedSize(length: number): number {
  if (length <= SMALLEST) return SMALLEST;
  if (length <= 2 * SMALLEST) return 2 * SMALLEST;
  const power = 2 ** Math.floor(Math.log2(length - 1));
  const half = power + power / 2;
  return length <= half ? half : 2 * power;
}

/** The bytes, one 0x80, and 0x00 up to the padded size. */
export function pad(bytes: Uint8Array): Bytes {
  const padded = new Uint8Array(paddedSize(bytes.length + 1));
  padded.set(bytes);
  padded[bytes.length] = MARK;
  return padded;
}

/** How many bytes `pad` was given. @throws TrustError bad_padding */
export function unpaddedLength(padded: Uint8Array): number {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  if (padded[end] !== MARK) throw new TrustError('bad_padding', 'the 0x80 is missing');
  if (paddedSize(end + 1) !== padded.length)
    throw new TrustError('bad_padding', 'it has another size than it needs');
  return end;
}

/** What `pad` was given. @throws TrustError bad_padding */
export function unpad(padded: Bytes): Bytes {
  return padded.subarray(0, unpaddedLength(padded));
}
