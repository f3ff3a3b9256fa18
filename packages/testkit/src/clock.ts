import { fromWireDate, toWireDate } from '@parley/protocol/encoding';

/** A clock that only moves when told. */
export class TestClock {
  #now: number;

  /** @param start `yyyy-MM-dd HH:mm:ss`, UTC */
  constructor(start = '2024-03-08 13:55:47') {
    this.#now = momentOf(start);
  }

  /** Milliseconds since the Unix epoch. */
  readonly now = (): number => this.#now;

  /** The date of the wire. */
  get date(): string {
    return toWireDate(this.#now);
  }

  /** Moves to a date, forward or back. */
  set(date: string): void {
    this.#now = momentOf(date);
  }

  /** Moves on, or back by a negative number of seconds. */
  advance(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

function momentOf(date: string): number {
  const moment = fromWireDate(date);
  if (moment === undefined) throw new Error(`${date} is no date`);
  return moment;
}
