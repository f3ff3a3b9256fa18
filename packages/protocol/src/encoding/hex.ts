import { bytesToHex } from '@noble/hashes/utils.js';
import type { Bytes } from './bytes.ts';

/** Lowercase hexadecimal text of bytes. */
export const toHex: (bytes: Uint8Array) => string = bytesToHex;

/** The bytes of lowercase hexadecimal text. @throws SyntaxError when it is anything else. */
export function fromHex(text: string): Bytes {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new SyntaxError('not lowercase hexadecimal digits in pairs');
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}
