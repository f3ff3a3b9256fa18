import { fromWireDate } from '@parley/protocol/encoding';
import { CLOCK_WINDOW } from '@parley/protocol/wire';
import { Refusal } from '../operations/refusal.ts';

/** The most signatures that are remembered: about 100 MB. */
const LIMIT = 1_000_000;
/** Signatures are forgotten together, in lots of so many seconds. */
const LOT = 60;

/**
 * Remembers the signatures of calls that are executed once, for as long as their `timestamp` lets them pass.
 * What came before the server's start is not remembered: that is told by its `timestamp`.
 * Source: docs/spec/wire.md part 2, Replay.
 */
export class Replays {
  /** Whole seconds, as a `timestamp` has: who acts within the very second of the start is not refused. */
  readonly #start: number;
  readonly #limit: number;
  /** By the number of the lot, in the order of time. */
  readonly #lots = new Map<number, Set<string>>();
  #count = 0;

  /** @param now milliseconds */
  constructor(now: number, limit = LIMIT) {
    this.#start = Math.floor(now / 1000);
    this.#limit = limit;
  }

  /**
   * Notes a call that is about to be executed.
   * @param timestamp of the body, within the window around `now`
   * @param now milliseconds
   * @throws Refusal `replayed`; `overloaded` when too many are remembered
   */
  admit(signature: string, timestamp: string, now: number): void {
    const seconds = (fromWireDate(timestamp) ?? 0) / 1000;
    this.#forget(Math.floor(now / 1000));
    if (seconds < this.#start) {
      throw new Refusal(
        'replayed',
        'This request was made before the server started: sign it anew with the present `timestamp`.',
      );
    }
    const number = Math.floor((seconds + CLOCK_WINDOW) / LOT);
    const lot = this.#lots.get(number) ?? new Set();
    if (lot.has(signature)) {
      throw new Refusal(
        'replayed',
        'This request was executed already: to do it again, sign it anew with another `timestamp` or `nonce`.',
      );
    }
    if (this.#count >= this.#limit) {
      throw new Refusal('overloaded', 'The server has too many requests to remember: try again soon.');
    }
    this.#lots.set(number, lot.add(signature));
    this.#count++;
  }

  #forget(now: number): void {
    for (const [number, signatures] of this.#lots) {
      // The last second of the lot still passes the window as long as it is not over.
      if ((number + 1) * LOT > now) continue;
      this.#lots.delete(number);
      this.#count -= signatures.size;
    }
  }
}
