/** Counts what is under way, so that stopping can wait for it. */
export class UnderWay {
  #count = 0;
  #waiting: (() => void)[] = [];

  get count(): number {
    return this.#count;
  }

  /** @returns what says that it is over; saying it again changes nothing */
  enter(): () => void {
    this.#count++;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#count--;
      if (this.#count > 0) return;
      for (const resolve of this.#waiting.splice(0)) resolve();
    };
  }

  /** Resolves when nothing is under way. */
  settled(): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
