import type { Bytes } from '../encoding/index.ts';

/** A source of random bytes. Only known-answer tests pass another one than `secureRandom`. */
export type Random = (length: number) => Bytes;

/** The engine's cryptographically secure source. */
export const secureRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length));
