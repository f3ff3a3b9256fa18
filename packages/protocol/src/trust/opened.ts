import type { Bytes } from '../encoding/index.ts';
import type { Payload } from './payload.ts';
import type { Place } from './place.ts';

/** A message that was opened; who wrote it is not proven yet (`proveMessages`). */
export interface OpenedMessage extends Place {
  readonly epoch: number;
  readonly payload: Payload;
  /** The fingerprint under which `payload.from` stands in the epoch's `secretfor`. */
  readonly fingerprint: string;
  /** C: the bytes that `signature` is over. */
  readonly signed: Bytes;
  readonly signature: Bytes;
  /** b64(SHA-256(C)): what the station's next message names as `chain`. */
  readonly hash: string;
  /** b64(SHA-256 of what `Data` decodes to): what a later message names as `prev`. */
  readonly dataHash: string;
}

/** A message as the server gives it. */
export interface SealedAt extends Place {
  /** `Data`, base64. */
  readonly data: string;
}
