import type { Bytes } from './bytes.ts';

/*
 * Engines of 2025 and later have Uint8Array.fromBase64 and toBase64; Node 22 and 24 do not.
 * The older path is atob and btoa, which every engine has.
 */
type Native = { fromBase64?(text: string, options: object): Bytes };
type NativeBytes = {
  toBase64?(): string;
  setFromBase64?(text: string, options: object): { written: number };
};
const STRICT = { lastChunkHandling: 'strict' };
const nativeFrom = (Uint8Array as unknown as Native).fromBase64?.bind(Uint8Array);

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  const native = (bytes as unknown as NativeBytes).toBase64;
  if (native) return native.call(bytes);
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    // The spread of a typed array is many times slower than apply.
    binary += String.fromCharCode.apply(null, bytes.subarray(at, at + 0x8000) as unknown as number[]);
  }
  return btoa(binary);
}

/**
 * The bytes of canonical base64: standard alphabet, padded, no white space, unused bits zero
 * (RFC 4648 section 3.5). @throws SyntaxError when it is anything else.
 */
export function fromBase64(text: string): Bytes {
  return nativeFrom ? decodeNatively(nativeFrom, text) : decode(text);
}

/**
 * Writes what `fromBase64` gives of a text into bytes that have room for all its characters. @returns how many they are
 * @throws SyntaxError as `fromBase64`
 */
export function decodeBase64(text: string, target: Bytes): number {
  const native = target as unknown as NativeBytes;
  if (native.setFromBase64) return writtenOf(text, native) ?? refuse();
  const bytes = fromBase64(text);
  target.set(bytes);
  return bytes.length;
}

/** Strict decoding refuses all but white space, which shows in the length. */
function decodeNatively(from: NonNullable<Native['fromBase64']>, text: string): Bytes {
  try {
    const bytes = from(text, STRICT);
    if (text.length === encodedLength(bytes.length)) return bytes;
  } catch {}
  refuse();
}

/** As `decodeNatively`. @returns undefined where the text is not canonical */
function writtenOf(text: string, target: NativeBytes): number | undefined {
  try {
    const written = target.setFromBase64?.(text, STRICT).written ?? 0;
    return text.length === encodedLength(written) ? written : undefined;
  } catch {
    return undefined;
  }
}

/** How many characters so many bytes take in base64. */
export function encodedLength(byteLength: number): number {
  return 4 * Math.ceil(byteLength / 3);
}

function refuse(): never {
  throw new SyntaxError('not canonical base64 (standard alphabet, padded)');
}

function decode(text: string): Bytes {
  if (!isBase64(text)) refuse();
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** Decoded into and never read: what is only checked, as every `Data` of a long history, costs no memory. */
const scratch: Bytes & NativeBytes = new Uint8Array(16 * 1024);

/** Whether a text is canonical base64; the empty text is. */
export function isBase64(text: string): boolean {
  if (text.length % 4 !== 0) return false;
  if (!scratch.setFromBase64 || text.length < 200 || text.length > (scratch.length / 3) * 4)
    return CANONICAL.test(text);
  return writtenOf(text, scratch) !== undefined;
}

/** Whether a text is canonical base64 of exactly this many bytes. */
export function isBase64Of(text: string, byteLength: number): boolean {
  let form = forms.get(byteLength);
  if (!form) {
    form = formOf(byteLength);
    forms.set(byteLength, form);
  }
  return form.test(text);
}

/** By the number of bytes: with every message three hashes and signatures are checked. */
const forms = new Map<number, RegExp>();

function formOf(byteLength: number): RegExp {
  const over = byteLength % 3;
  const digits = ((byteLength - over) / 3) * 4 + over;
  return new RegExp(`^[A-Za-z0-9+/]{${digits}}${LAST[over]}$`);
}

/*
 * The last group either is whole, or leaves 4 unused bits (one byte: second digit A, Q, g, w) or
 * 2 unused bits (two bytes: third digit one of every fourth), which must be zero.
 */
const LAST = ['', '[AQgw]==', '[AEIMQUYcgkosw048]='] as const;
const CANONICAL = new RegExp(`^[A-Za-z0-9+/]*(?:[A-Za-z0-9+/]${LAST[1]}|[A-Za-z0-9+/]{2}${LAST[2]})?$`);
