import { md5 } from '@noble/hashes/legacy.js';
import { toHex, utf8 } from '../encoding/index.ts';

/**
 * An e-mail address as it is hashed: trimmed of ASCII white space, NFC, A–Z lowercased.
 * Source: docs/spec/trust.md section 1.
 */
export function normalizeEmail(email: string): string {
  return email
    .replace(/^[\t\n\v\f\r ]+|[\t\n\v\f\r ]+$/g, '')
    .normalize('NFC')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** A user's id: 32 hex digits, the MD5 of the normalised e-mail address. Source: docs/spec/trust.md section 1. */
export function userIdOf(email: string): string {
  return toHex(md5(utf8(normalizeEmail(email))));
}
