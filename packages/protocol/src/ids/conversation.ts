import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, toHex, utf8, Z } from '../encoding/index.ts';

/**
 * The id of the conversation of two people: 32 hex digits, the same whoever asks.
 * Source: docs/spec/wire.md part 1, facts.
 */
export function pairConversationId(one: string, other: string): string {
  const [first, second] = one < other ? [one, other] : [other, one];
  return toHex(md5(utf8(`${first};${second}`)));
}

/**
 * The id of a group: 32 hex digits, bound to its creator and a nonce.
 * @param creator user id
 * @param nonce 32 hex digits, taken as text
 * Source: docs/spec/wire.md part 3, chatconversation create.
 */
export function groupConversationId(creator: string, nonce: string): string {
  return toHex(sha256(concat('parley/group/v1', Z, creator, nonce)).subarray(0, 16));
}
