/** Rows that an arrow leads on by. */
export const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
/** How much of what is in sight a key scrolls by: as in browsers, a part of it stays to read on from. */
export const PAGES: Readonly<Record<string, number>> = { PageDown: 7 / 8, PageUp: -7 / 8 };

/** Whether a key leads on from row to row, or to an end. */
export function isLeading(key: string): boolean {
  return key === 'Home' || key === 'End' || key in STEPS;
}

/** Keys that were pressed in a timeline before there was a list that can do what they say: it does that once it can. */
export class KeysAhead {
  readonly #keys: string[] = [];
  #isOver = false;

  /** @returns whether the key is kept: one that moves, while there is no list */
  keep(key: string): boolean {
    const isKept = !this.#isOver && (isLeading(key) || key in PAGES);
    if (isKept) this.#keys.push(key);
    return isKept;
  }

  /** What was kept, in order; from now on nothing is. */
  release(): readonly string[] {
    this.#isOver = true;
    return this.#keys.splice(0);
  }
}
