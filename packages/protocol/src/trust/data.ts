import { type Bytes, fromBase64, isBase64, readU32 } from '../encoding/index.ts';
import type { EpochKeys } from './epoch.ts';
import { orRefuse, TrustError } from './errors.ts';
import { sha256Base64 } from './hash.ts';
import { NONCE_LENGTH, TAG_LENGTH } from './seal.ts';

/* What a message's `Data` decodes to: version, epoch, then what `seal` made. Source: docs/spec/trust.md section 4. */

/** The first byte. */
export const VERSION = 0x01;
/** Version and epoch, in bytes. */
export const HEAD = 1 + 4;
/** What stands around the ciphertext, in bytes: with nonce and tag. */
export const AROUND = HEAD + NONCE_LENGTH + TAG_LENGTH;

/** The bytes of a message's `Data`. @throws TrustError bad_data */
export function decodeData(data: string): Bytes {
  const bytes = orRefuse('bad_data', () => fromBase64(data));
  checkData(bytes, bytes.length);
  return bytes;
}

/** @param length how many of the bytes are those of `Data` @throws TrustError bad_data */
export function checkData(bytes: Uint8Array, length: number): void {
  if (length < AROUND) throw new TrustError('bad_data', 'it is too short');
  if (bytes[0] !== VERSION) throw new TrustError('bad_data', `version ${bytes[0]} is not known`);
}

/** The keys of the epoch that stands in the bytes of `Data`. @throws TrustError epoch_missing */
export function keysIn(epochs: ReadonlyMap<number, EpochKeys>, bytes: Uint8Array): EpochKeys {
  const epoch = epochIn(bytes);
  const keys = epochs.get(epoch);
  if (!keys) throw new TrustError('epoch_missing', `epoch ${epoch}`);
  return keys;
}

/** The epoch that stands in the bytes of `Data`. */
function epochIn(bytes: Uint8Array): number {
  return readU32(bytes, 1);
}

/** The epoch that a message's `Data` stands under, without opening it. @throws TrustError bad_data */
export function epochOf(data: string): number {
  return epochIn(decodeData(data));
}

/** The epoch that a message's `Data` names, from its first bytes alone; undefined when they are none of a message. */
export function namedEpochOf(data: string): number | undefined {
  const head = data.slice(0, 8);
  if (!isBase64(head)) return undefined;
  const bytes = fromBase64(head);
  return bytes.length >= HEAD && bytes[0] === VERSION ? epochIn(bytes) : undefined;
}

/** What a message's `prev` names of this one: also of messages that cannot be opened. @throws TrustError bad_data */
export async function dataHashOf(data: string): Promise<string> {
  const [hash = ''] = await sha256Base64([orRefuse('bad_data', () => fromBase64(data))]);
  return hash;
}
