import { fromWireDate } from '@parley/protocol/encoding';
import { CLOCK_WINDOW } from '@parley/protocol/wire';
import { Refusal } from '../operations/refusal.ts';
import type { Engine } from '../store/engine/engine.ts';
import {
  deleteSignaturesExpiredBefore,
  insertSpentSignatures,
  type SpentSignature,
  spentSignatures,
} from '../store/replays.ts';

/** The most signatures that are remembered: about 100 MB. */
const LIMIT = 1_000_000;

/**
 * Remembers the signatures of calls that are executed once, for as long as their `timestamp` lets them pass.
 * What came before the server's start is told by its `timestamp`, and needs no memory. One that is ahead of the clock
 * could pass after a restart as well: it is stored before its call is executed, and what is not over yet when the
 * server stops is stored then.
 * Source: docs/spec/wire.md part 2, Replay.
 */
export class Replays {
  readonly #store: Engine;
  /** Whole seconds, as a `timestamp` has: who acts within the very second of the start is not refused. */
  readonly #start: number;
  readonly #limit: number;
  /** By the last second in which they could pass. */
  readonly #spent = new Map<number, Set<string>>();
  #count = 0;
  /** The second in which what had expired was last forgotten. */
  #forgotten = 0;

  private constructor(store: Engine, now: number, limit: number) {
    this.#store = store;
    this.#start = secondOf(now);
    this.#limit = limit;
  }

  /** @param now milliseconds */
  static async open(store: Engine, now: number, limit = LIMIT): Promise<Replays> {
    const replays = new Replays(store, now, limit);
    const stored = await store.write(async (writer) => {
      await deleteSignaturesExpiredBefore(writer, secondOf(now));
      return spentSignatures(writer);
    });
    for (const { signature, expires } of stored) replays.#remember(signature, expires);
    return replays;
  }

  /**
   * Notes a call that is about to be executed.
   * @param timestamp of the body, within the window around `now`
   * @param now milliseconds
   * @returns what the call has to wait for, where its signature is stored
   * @throws Refusal `replayed`; `overloaded` when too many are remembered
   */
  admit(signature: string, timestamp: string, now: number): Promise<void> | undefined {
    const second = (fromWireDate(timestamp) ?? 0) / 1000;
    const present = secondOf(now);
    this.#forget(present);
    if (second < this.#start) {
      throw new Refusal(
        'replayed',
        'This request was made before the server started: sign it anew with the present `timestamp`.',
      );
    }
    const expires = second + CLOCK_WINDOW;
    if (this.#spent.get(expires)?.has(signature)) {
      throw new Refusal(
        'replayed',
        'This request was executed already: to do it again, sign it anew with another `timestamp` or `nonce`.',
      );
    }
    if (this.#count >= this.#limit) {
      throw new Refusal('overloaded', 'The server has too many requests to remember: try again soon.');
    }
    this.#remember(signature, expires);
    return second > present ? this.#keep([{ signature, expires }], present) : undefined;
  }

  /** Stores what a start in this second or later would let pass again. @param now milliseconds */
  async flush(now: number): Promise<void> {
    const present = secondOf(now);
    const spent = [...this.#spent]
      .filter(([expires]) => expires >= present + CLOCK_WINDOW)
      .flatMap(([expires, signatures]) => [...signatures].map((signature) => ({ signature, expires })));
    if (spent.length > 0) await this.#keep(spent, present);
  }

  #keep(spent: readonly SpentSignature[], present: number): Promise<void> {
    return this.#store.write(async (writer) => {
      await deleteSignaturesExpiredBefore(writer, present);
      await insertSpentSignatures(writer, spent);
    });
  }

  #remember(signature: string, expires: number): void {
    const signatures = this.#spent.get(expires) ?? new Set();
    this.#spent.set(expires, signatures.add(signature));
    this.#count++;
  }

  #forget(present: number): void {
    if (present === this.#forgotten) return;
    this.#forgotten = present;
    for (const [expires, signatures] of this.#spent) {
      if (expires >= present) continue;
      this.#spent.delete(expires);
      this.#count -= signatures.size;
    }
  }
}

/** @param now milliseconds */
function secondOf(now: number): number {
  return Math.floor(now / 1000);
}
