import { sha256 } from '@noble/hashes/sha2.js';
import { concat, toHex, Z } from '@parley/protocol/encoding';

/**
 * The ID of an imported line: the same for the same line of the same source in the same conversation, so that
 * a resumed or repeated import finds what is already there and doubles nothing.
 * A UUID of version 8 (RFC 9562 section 5.8) from the first 16 bytes of
 * SHA-256("parley/import/v1" || Z || conversationid || Z || source || Z || number in decimal digits).
 * @param source what the line was taken from, as `imported.source` says; never a path, which may differ between runs
 * @param number the line's number, counted from 0
 */
export function importId(conversationid: string, source: string, number: number): string {
  const digest = sha256(concat('parley/import/v1', Z, conversationid, Z, source, Z, String(number)));
  const bytes = digest.slice(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
