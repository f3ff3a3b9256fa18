const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

interface Builtins {
  Buffer?: { isBuffer(bytes: unknown): boolean };
}
const isBuffer = (globalThis as Builtins).Buffer?.isBuffer;

/** Bytes in a buffer of their own: what WebCrypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes of the kind that Bun and Node have of their own (`Buffer`): what is done with a part of them needs no view. */
export interface NativeBytes extends Bytes {
  toString(encoding?: 'utf8', start?: number, end?: number): string;
  copy(target: Uint8Array, targetStart: number, start: number, end: number): number;
}

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Bytes {
  return encoder.encode(text) as Bytes;
}

/** The text of the first `length` UTF-8 bytes, a byte order mark kept. @throws TypeError on invalid UTF-8. */
export function textOf(bytes: Uint8Array, length = bytes.length): string {
  if (isBuffer?.(bytes)) {
    const text = (bytes as NativeBytes).toString('utf8', 0, length);
    // Which stands for what is no UTF-8, and for itself.
    if (!text.includes('\ufffd')) return text;
  }
  return strictDecoder.decode(length === bytes.length ? bytes : bytes.subarray(0, length));
}

/** One zero byte: the separator `Z` of docs/spec/trust.md. */
export const Z: Bytes = new Uint8Array(1);

/** A number from 0 to 2^32 - 1 as 4 bytes, most significant first. @throws RangeError on any other number */
export function u32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  writeU32(bytes, 0, value);
  return bytes;
}

/** Writes a number as `u32` gives it. @throws RangeError as `u32` */
export function writeU32(target: Uint8Array, at: number, value: number): void {
  if (!isU32(value)) throw new RangeError(`${value} is not an integer from 0 to 2^32 - 1`);
  target[at] = value >>> 24;
  target[at + 1] = value >>> 16;
  target[at + 2] = value >>> 8;
  target[at + 3] = value;
}

/** The number that stands in 4 bytes from `at` on, most significant first. */
export function readU32(bytes: Uint8Array, at: number): number {
  const byte = (offset: number) => bytes[at + offset] as number;
  return ((byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3)) >>> 0;
}

/** Whether a value is an integer that 4 bytes hold. */
export function isU32(value: unknown): value is number {
  return typeof value === 'number' && value >>> 0 === value;
}

/** Concatenation (`||` of docs/spec/trust.md); texts stand for their UTF-8 bytes. */
export function concat(...parts: (Uint8Array | string)[]): Bytes {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (const part of parts) {
    const chunk = typeof part === 'string' ? utf8(part) : part;
    chunks.push(chunk);
    length += chunk.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Whether two byte strings are equal; for public values (it stops at the first difference). */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Order of byte strings, as unsigned bytes: negative, 0 or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const difference = (a[index] as number) - (b[index] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
