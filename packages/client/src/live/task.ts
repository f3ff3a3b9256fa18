import type { LiveClock } from './clock.ts';

/** How long to wait before something that failed is tried again, in milliseconds; it doubles up to the longest. */
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60_000;

/** Something that is done again whenever it is wanted, once at a time, and after a pause when it failed. */
export class Task {
  readonly #clock: LiveClock;
  #isWanted = false;
  #isBusy = false;
  #failures = 0;
  #endPause: (() => void) | undefined;

  constructor(clock: LiveClock) {
    this.#clock = clock;
  }

  /** Has it done, once more where it is being done now: what is under way may have begun too early to see it all. */
  want(): void {
    this.#isWanted = true;
  }

  /** Has it done without waiting for the end of a pause: what it failed for may be over. */
  wantNow(): void {
    this.#isWanted = true;
    this.#endPause?.();
    this.#endPause = undefined;
    this.#failures = 0;
  }

  /** Whether it can be done now. */
  get isDue(): boolean {
    return this.#isWanted && !this.#isBusy && this.#endPause === undefined;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Whether it is done, and nothing is left. */
  get isSettled(): boolean {
    return !this.#isWanted && !this.#isBusy;
  }

  /**
   * Does it.
   * @param again is called when the pause after a failure is over
   * @throws what `work` throws; then it is still wanted
   */
  async run(work: () => Promise<void>, again: () => void): Promise<void> {
    this.#isWanted = false;
    this.#isBusy = true;
    try {
      await work();
      this.#failures = 0;
    } catch (error) {
      this.#isWanted = true;
      this.#endPause = this.#clock.after(Math.min(FIRST_PAUSE * 2 ** this.#failures++, LONGEST_PAUSE), () => {
        this.#endPause = undefined;
        again();
      });
      throw error;
    } finally {
      this.#isBusy = false;
    }
  }
}
