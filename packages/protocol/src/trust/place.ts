import { type Bytes, writeU32 } from '../encoding/index.ts';
import { isInstance, isMessageId } from '../ids/index.ts';
import type { EpochKeys } from './epoch.ts';
import { TrustError } from './errors.ts';

/** Where a message stands: its ciphertext opens nowhere else. */
export interface Place {
  readonly instance: string;
  /** Message ID. */
  readonly id: string;
  readonly type: 'Message';
}

/**
 * AAD = "parley/message/v1" || Z || W || Z || conversationid || Z || instance || Z || message ID || Z || Type || Z || u32 epoch.
 * @throws TrustError bad_data. Source: docs/spec/trust.md section 4.
 */
export function messageAad(keys: EpochKeys, place: Place): Bytes {
  const { instance, id, type } = place;
  const length = keys.aadPrefix.length + instance.length + id.length + type.length + 3 + 4;
  const aad = new Uint8Array(length);
  writeAad(aad, 0, keys, place);
  return aad;
}

/** Writes the AAD of a message into other bytes. @returns where it ends @throws TrustError bad_data */
export function writeAad(
  target: Uint8Array,
  start: number,
  { aadPrefix, epoch }: EpochKeys,
  { instance, id, type }: Place,
): number {
  if (!isInstance(instance) || !isMessageId(id) || type !== 'Message') {
    throw new TrustError('bad_data', 'its instance, ID or type is malformed');
  }
  target.set(aadPrefix, start);
  let at = start + aadPrefix.length;
  at = writeAscii(target, at, instance);
  at = writeAscii(target, at, id);
  at = writeAscii(target, at, type);
  writeU32(target, at, epoch);
  return at + 4;
}

/** A text that was checked to be ASCII, and Z: a byte each, without an array for every message of a long history. */
function writeAscii(target: Uint8Array, start: number, text: string): number {
  for (let index = 0; index < text.length; index++) target[start + index] = text.charCodeAt(index);
  target[start + text.length] = 0;
  return start + text.length + 1;
}

/** C = "parley/payload/v1" || Z || SHA-256(secret of the epoch) || AAD || Z || signed text. */
export function signedBytes({ payloadPrefix }: EpochKeys, aad: Uint8Array, signedText: Uint8Array): Bytes {
  const aadAt = payloadPrefix.length;
  const textAt = aadAt + aad.length + 1;
  const signed = new Uint8Array(textAt + signedText.length);
  signed.set(payloadPrefix);
  signed.set(aad, aadAt);
  signed.set(signedText, textAt);
  return signed;
}
