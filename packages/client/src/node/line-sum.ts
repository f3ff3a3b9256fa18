import { crc32 } from 'node:zlib';
import { DAMAGED } from '../store/local-store.ts';

const BLANK = 0x20;
const TAB = 0x09;
const BITS = 32;
const decoder = new TextDecoder();

/** Bytes that a sum takes at the end of a line. */
export const SUM_LENGTH = 1 + BITS;

/**
 * The sum of a record, to stand behind it, by which a disk that gives other bytes than it was given is noticed. A tab
 * and its bits as blanks and tabs: JSON ignores them, so what reads records without sums reads these as well.
 */
export function sumOf(record: Uint8Array): Uint8Array {
  const sum = new Uint8Array(SUM_LENGTH).fill(BLANK);
  sum[0] = TAB;
  const value = crc32(record);
  for (let bit = 0; bit < BITS; bit++) if ((value >>> bit) & 1) sum[1 + bit] = TAB;
  return sum;
}

/** The record of a line, behind `DAMAGED` where its sum is another one. Lines of older versions have none. */
export function recordIn(line: Uint8Array): string {
  const end = line.length - SUM_LENGTH;
  const sum = line.subarray(Math.max(0, end));
  const hasSum = end >= 0 && sum[0] === TAB && sum.every((byte) => byte === BLANK || byte === TAB);
  if (!hasSum) return decoder.decode(line);
  const record = line.subarray(0, end);
  const isWhole = sumOf(record).every((byte, index) => byte === sum[index]);
  return (isWhole ? '' : DAMAGED) + decoder.decode(record);
}
