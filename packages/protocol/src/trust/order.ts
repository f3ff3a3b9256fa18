import type { Finding } from './findings.ts';
import type { Prev } from './payload.ts';

/** A message as it stands in the server's order; also one that cannot be opened, or was removed. */
export interface Placed {
  /** Ascending in the server's order. */
  readonly position: number;
  /** b64(SHA-256 of its `Data`); absent where `Data` is gone. */
  readonly dataHash?: string | undefined;
}

/** What is to be known of a message to check the `prev` that it names. */
export interface PrevCheck {
  readonly position: number;
  readonly seq: number;
  readonly prev?: Prev | undefined;
  /** Whether it is an imported text: those are sealed many at a time, before any of them is accepted. */
  readonly imported: boolean;
  /** The position of the same station's message before this one (`seq` - 1), where it is held. */
  readonly ownPosition?: number | undefined;
}

/**
 * Checks that the message which the author's station held last stands before this one, unchanged.
 * @param find the message of an ID in the same instance, if it is there
 * @param complete whether the messages held reach back to the beginning of the instance: before that, one that
 * is not there may be older, and is to be checked again
 * Source: docs/spec/trust.md section 4.
 */
export function checkPrev(
  message: PrevCheck,
  find: (id: string) => Placed | undefined,
  complete: boolean,
): Finding | undefined {
  const { position, seq, prev, imported, ownPosition } = message;
  if (!prev) return seq > 1 && !imported ? { finding: 'prev_absent' } : undefined;
  const { id, hash } = prev;
  const named = find(id);
  if (!named) return complete ? { finding: 'prev_missing', id } : undefined;
  if (named.dataHash !== undefined && named.dataHash !== hash) return { finding: 'prev_different', id };
  // The station held its own last message too, so what it names cannot stand before that one.
  const isTooEarly = !imported && ownPosition !== undefined && named.position < ownPosition;
  return named.position >= position || isTooEarly ? { finding: 'prev_reordered', id } : undefined;
}

/**
 * Whether a message stands after one of a higher epoch. @param highest the highest epoch of the proven messages
 * before it, in the server's order
 */
export function checkEpochOrder(epoch: number, highest: number | undefined): Finding | undefined {
  return highest !== undefined && epoch < highest
    ? { finding: 'epoch_went_back', epoch, after: highest }
    : undefined;
}

const TOLERANCE = 5 * 60_000;

/**
 * The moment to show for a message, in milliseconds: the server's `Created`, unless the author's `sent` is more
 * than 5 minutes away from it. Both in milliseconds since the Unix epoch.
 */
export function shownTime(created: number, sent: number): number {
  return Math.abs(created - sent) > TOLERANCE ? sent : created;
}
