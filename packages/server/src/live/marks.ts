/** When something changed last, and when by another station than the one that changed it last. */
interface Mark {
  latest: number;
  by: string;
  others: number;
}

/**
 * Remembers of everything only when it changed last, and of every station up to where it has been told: so a set of
 * changes for each station costs no more than one entry for each thing that changed, and changes coalesce.
 */
export class Marks {
  readonly #marks = new Map<string, Mark>();
  readonly #told = new Map<string, number>();
  #count = 0;

  /** The number of the newest change. */
  get count(): number {
    return this.#count;
  }

  /** @param by the station that made the change; empty for none */
  note(thing: string, by: string): void {
    this.#count++;
    const mark = this.#marks.get(thing);
    if (mark?.by === by) mark.latest = this.#count;
    else this.#marks.set(thing, { latest: this.#count, by, others: mark?.latest ?? 0 });
  }

  /** Whether a thing was changed, by another station than this one, since this one was told. */
  isNews(thing: string, station: string): boolean {
    const mark = this.#marks.get(thing);
    if (!mark) return false;
    return (mark.by === station ? mark.others : mark.latest) > this.toldUpTo(station);
  }

  /** The number of a thing's newest change; 0 before any. */
  latest(thing: string): number {
    return this.#marks.get(thing)?.latest ?? 0;
  }

  /** A station that has not been told yet is told everything. */
  toldUpTo(station: string): number {
    return this.#told.get(station) ?? 0;
  }

  /** Everything up to a change has been told to a station. */
  tell(station: string, upTo: number): void {
    this.#told.set(station, upTo);
  }

  /** A station that is new here has nothing to be told of the past. */
  begin(station: string): void {
    if (!this.#told.has(station)) this.#told.set(station, this.#count);
  }

  forget(station: string): void {
    this.#told.delete(station);
  }
}
