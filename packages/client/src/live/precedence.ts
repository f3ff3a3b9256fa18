import type { LiveClock } from './clock.ts';

/** In milliseconds: what can wait rests so long after what somebody waited for: more of the same may follow at once. */
const REST = 300;
/** In milliseconds: what takes longer than this holds nothing up any more. */
const LONGEST = 3000;

/** Lets what somebody waits for go before what only catches up, and which rests meanwhile. */
export class Precedence {
  readonly #clock: LiveClock;
  #first = 0;
  #freed: PromiseWithResolvers<void> | undefined;

  constructor(clock: LiveClock) {
    this.#clock = clock;
  }

  /** Whether nobody waits for anything. */
  get isFree(): boolean {
    return this.#first === 0;
  }

  /** Resolves when nobody waits for anything. */
  async free(): Promise<void> {
    if (this.isFree) return;
    this.#freed ??= Promise.withResolvers();
    await this.#freed.promise;
  }

  /** Does what somebody waits for. */
  async first<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#first++;
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      this.#first--;
      if (!this.isFree) return;
      this.#freed?.resolve();
      this.#freed = undefined;
    };
    const stop = this.#clock.after(LONGEST, end);
    try {
      return await work();
    } finally {
      stop();
      this.#clock.after(REST, end);
    }
  }
}
