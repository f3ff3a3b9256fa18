import type { LiveClock } from '@parley/client';

interface Event {
  readonly at: number;
  readonly order: number;
  readonly happen: () => void;
  /** Whether it only is the passing of time: nothing is on its way because of it. */
  readonly isTimer: boolean;
}

/** Time that passes only from one event to the next: what happens first is decided by the delays that are given. */
export class Schedule {
  #now = 0;
  #order = 0;
  #events: Event[] = [];

  /** The time of the client's timers. */
  readonly clock: LiveClock = {
    now: () => this.#now,
    after: (milliseconds, callback) => this.#add(milliseconds, callback, true),
  };

  get now(): number {
    return this.#now;
  }

  /** Whether anything but timers is to happen. */
  get isBusy(): boolean {
    return this.#events.some(({ isTimer }) => !isTimer);
  }

  /** Has something happen. @returns what prevents it */
  in(milliseconds: number, happen: () => void): () => void {
    return this.#add(milliseconds, happen, false);
  }

  /** Lets the next event happen. @returns false when there is none */
  step(): boolean {
    const next = this.#events.reduce<Event | undefined>(
      (first, one) =>
        !first || one.at < first.at || (one.at === first.at && one.order < first.order) ? one : first,
      undefined,
    );
    if (!next) return false;
    this.#events = this.#events.filter((one) => one !== next);
    this.#now = next.at;
    next.happen();
    return true;
  }

  #add(milliseconds: number, happen: () => void, isTimer: boolean): () => void {
    const event = { at: this.#now + milliseconds, order: this.#order++, happen, isTimer };
    this.#events.push(event);
    return () => {
      this.#events = this.#events.filter((one) => one !== event);
    };
  }
}
