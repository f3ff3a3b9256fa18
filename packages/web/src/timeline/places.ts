/** Which rows of a list are on the page: from an index up to another one. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export type Align = 'start' | 'center' | 'end';

/** Where a list is to be scrolled to. */
export interface Goal {
  /** A row; undefined for the end. */
  readonly id: string | undefined;
  readonly align: Align;
}

/** In pixels: so far ahead of what is in sight, rows are on the page. */
const AHEAD = 600;
/** So many rows are made at once, unless more are in sight. */
const MOST_MADE = 6;

/**
 * Where the rows of a list stand, in pixels, of which only those are measured that have been on the page. What is in
 * sight stays where it is, whatever becomes known of the rows before it: the first row moves instead, until the list
 * can be scrolled by as much.
 */
export class Places {
  #keys: readonly string[] = [];
  /** Of each row, and of the end; the first is 0. */
  #tops: number[] = [0];
  readonly #heights = new Map<string, number>();
  /** Of the height of a row that is not measured. Another one would move all of those. */
  readonly #estimate: number;
  /** The rows that were on the page last. */
  #shown: ReadonlyMap<string, unknown> = new Map();
  /** How far the list is scrolled, and how high its window is. */
  offset = 0;
  height = 0;
  /** Where the first row stands. */
  origin = 0;
  /** Where it is being scrolled: back, on, or 0 where it rests. */
  direction = 0;

  /** @param heights those that are known, by the key of the row; at least one */
  constructor(heights: ReadonlyMap<string, number>) {
    for (const [key, height] of heights) this.#heights.set(key, height);
    this.#estimate = [...heights.values()].reduce((sum, height) => sum + height, 0) / heights.size;
  }

  /** Rows stand on the page already. @param from the first of them, at its top @param offset how far it is scrolled */
  begin(from: number, offset: number, height: number): void {
    this.origin = -(this.#tops[from] ?? 0);
    this.offset = offset;
    this.height = height;
  }

  /** The end of the last row. */
  get end(): number {
    return this.topOf(this.#keys.length);
  }

  /** Other rows, or the same in another order. What is in sight stays there, as long as some of it is among them. */
  take(keys: readonly string[]): void {
    const indexes = new Map(keys.map((key, index) => [key, index]));
    const stays = this.#keys.slice(this.indexAt(this.offset)).find((key) => indexes.has(key)) ?? '';
    const top = this.topOf(this.#keys.indexOf(stays));
    this.#keys = keys;
    this.#stack();
    this.origin = 0;
    const index = indexes.get(stays);
    if (index !== undefined) this.origin = top - this.topOf(index);
  }

  /** Nothing that was measured is worth anything any more, as in a window of another width. */
  forget(): void {
    this.#heights.clear();
  }

  /** What was measured. Of the rows in sight, the first that was on the page before stays where it is. */
  measured(heights: ReadonlyMap<string, number>): void {
    const first = this.indexAt(this.offset);
    const inSight = this.#keys.slice(first, this.indexAt(this.offset + this.height) + 1);
    const anchor =
      first +
      Math.max(
        0,
        inSight.findIndex((key) => this.#shown.has(key)),
      );
    const top = this.topOf(anchor);
    for (const [key, height] of heights) this.#heights.set(key, height);
    this.#stack();
    this.origin += top - this.topOf(anchor);
  }

  /** Whether the first row is to be put to the beginning, where it is reached, or far from there. */
  get isAstray(): boolean {
    return this.indexAt(this.offset) === 0 || Math.abs(this.origin) > this.height;
  }

  /** Puts the first row to the beginning, as whole pixels go. @returns by how much the list is to be scrolled for it */
  settle(): number {
    const by = -Math.round(this.origin);
    this.origin += by;
    return by;
  }

  topOf(index: number): number {
    return this.origin + (this.#tops[index] ?? 0);
  }

  heightOf(index: number): number {
    return (this.#tops[index + 1] ?? 0) - (this.#tops[index] ?? 0);
  }

  /** The row at a place; the first or the last where it is beyond them. */
  indexAt(place: number): number {
    const wanted = place - this.origin;
    let low = 0;
    let high = Math.max(0, this.#keys.length - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#tops[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** How far to scroll for a row to stand at the beginning, in the middle or at the end of the window. */
  offsetFor(index: number, align: Align): number {
    const room = this.height - this.heightOf(index);
    const wanted = this.topOf(index) - { start: 0, center: room / 2, end: room }[align];
    return Math.max(0, Math.min(wanted, this.end - this.height));
  }

  /** Where a row is to stand that is to be in sight with the least scrolling; undefined where it is. */
  nearest(index: number): Align | undefined {
    const top = this.topOf(index);
    if (top < this.offset) return 'start';
    return top + this.heightOf(index) > this.offset + this.height ? 'end' : undefined;
  }

  /** Whether some rows are all that are in sight. */
  isInSight(from: number, to: number): boolean {
    return from <= this.indexAt(this.offset) && this.indexAt(this.offset + this.height) < to;
  }

  /** Which rows are to be on the page: those in sight, and of those ahead as many as can be made at once. */
  stretch(): Stretch {
    const count = this.#keys.length;
    if (count === 0 || this.height === 0) return { from: 0, to: 0 };
    const end = this.offset + this.height;
    let from = this.indexAt(this.offset);
    let to = this.indexAt(end) + 1;
    let made = 0;
    for (let index = from; index < to; index++) if (this.#isNew(index)) made++;
    const mayMake = (index: number) => !this.#isNew(index) || made++ < MOST_MADE;
    const first = this.offset - (this.direction > 0 ? 0 : AHEAD);
    const last = end + (this.direction < 0 ? 0 : AHEAD);
    while (from > 0 && this.topOf(from) > first && mayMake(from - 1)) from--;
    while (to < count && this.topOf(to) < last && mayMake(to)) to++;
    return { from, to };
  }

  /** Told which rows are on the page. */
  shown(keys: ReadonlyMap<string, unknown>): void {
    this.#shown = keys;
  }

  #isNew(index: number): boolean {
    return !this.#shown.has(this.#keys[index] as string);
  }

  #stack(): void {
    let top = 0;
    this.#tops = [0];
    for (const key of this.#keys) {
      top += this.#heights.get(key) ?? this.#estimate;
      this.#tops.push(top);
    }
  }
}
