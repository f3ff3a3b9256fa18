import type { RowListHandle } from './row-list.tsx';

/** An end of the rows that are held. */
export type End = 'older' | 'newer';

/** The list that rows arrive for. */
interface Taker {
  /** Undefined while there is none. */
  readonly list: () => Pick<RowListHandle, 'offset' | 'before' | 'height'> | undefined;
  /** How far its element is scrolled, in pixels. */
  readonly scrolled: () => number | undefined;
}

/** When a list takes rows that have arrived, so that what is in sight stays where it is. */
export class Arrivals {
  readonly #taker: Taker;
  #waiting: { readonly end: End; readonly take: () => void }[] = [];
  /** How far it was scrolled last, in pixels; 0 when it rests. */
  #by = 0;

  constructor(taker: Taker) {
    this.#taker = taker;
  }

  /** @param by how far somebody scrolled the list, in pixels; 0 where it scrolled itself */
  scrolledBy(by: number): void {
    if (by !== 0) this.#by = by;
  }

  rests(): void {
    this.#by = 0;
  }

  /** Resolves when rows can be taken. */
  async ready(end: End): Promise<void> {
    if (!this.#canTake(end)) await new Promise<void>((take) => this.#waiting.push({ end, take }));
  }

  /** Has the list take what it can take now. */
  take(): void {
    for (const { end, take } of this.#waiting.splice(0))
      if (this.#canTake(end)) take();
      else this.#waiting.push({ end, take });
  }

  /** Whether the list knows how far it is scrolled. Until it hears of it, it takes other rows for those in sight. */
  isInStep(): boolean {
    return this.#taker.list()?.offset === this.#taker.scrolled();
  }

  /**
   * Rows in front are taken when somebody comes near them. From then until it rests, the list keeps what is in sight
   * where it is as seen from the end: every row behind that it measures would move it.
   */
  #canTake(end: End): boolean {
    const list = this.#taker.list();
    if (!list || !this.isInStep()) return false;
    if (end === 'newer' || this.#by < 0) return true;
    return this.#by === 0 && list.before < list.height;
  }
}
