import type { RowListHandle } from './row-list.tsx';

/** An end of the rows that are held. */
export type End = 'older' | 'newer';

/** The list that rows arrive for; undefined while there is none. */
type Taker = () => Pick<RowListHandle, 'before' | 'height'> | undefined;

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

  /** Has the list take what it can take now. @returns whether there was any of it */
  take(): boolean {
    const waiting = this.#waiting.splice(0);
    for (const { end, take } of waiting)
      if (this.#canTake(end)) take();
      else this.#waiting.push({ end, take });
    return this.#waiting.length < waiting.length;
  }

  /** Rows in front are taken when somebody comes near them: until then they would only be let go again. */
  #canTake(end: End): boolean {
    const list = this.#taker();
    if (!list) return false;
    if (end === 'newer' || this.#by < 0) return true;
    return this.#by === 0 && list.before < list.height;
  }
}
