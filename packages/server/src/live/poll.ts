import type { Outcome, Watch } from '../operations/notification/notices.ts';
import type { StationOf } from '../store/sessions.ts';
import type { Listener } from './listener.ts';
import type { Listeners } from './listeners.ts';

/** Listens for a poll that waits: what has changed it asks for itself. */
export class Poll implements Watch {
  readonly #listeners: Listeners;
  readonly #ears: readonly Listener[];
  #heard: Outcome | undefined;
  #wake: (outcome: Outcome) => void = () => {};

  constructor(stations: readonly StationOf[], listeners: Listeners) {
    this.#listeners = listeners;
    this.#ears = stations.map((of) => ({
      of,
      hear: () => this.end('news'),
      end: (why) => this.end(why === 'failure' ? 'news' : why),
    }));
    for (const ear of this.#ears) listeners.add(ear);
  }

  async next(wait: number, gone: AbortSignal): Promise<Outcome> {
    if (this.#heard === undefined) await this.#outcome(wait, gone);
    const heard = this.#heard ?? 'late';
    if (heard === 'news') this.#heard = undefined;
    return heard;
  }

  /** What ends the waiting stays; news are over when they have been told. */
  end(outcome: Outcome): void {
    if (this.#heard === undefined || this.#heard === 'news') this.#heard = outcome;
    this.#wake(outcome);
  }

  close(): void {
    for (const ear of this.#ears) this.#listeners.remove(ear);
  }

  async #outcome(wait: number, gone: AbortSignal): Promise<void> {
    const leave = () => this.end('gone');
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.#wake = resolve;
    const timer = setTimeout(() => this.end('late'), Math.max(0, wait));
    gone.addEventListener('abort', leave);
    if (gone.aborted) leave();
    await promise;
    clearTimeout(timer);
    gone.removeEventListener('abort', leave);
  }
}
