import type { Station } from '../account/station.ts';
import { ConnectionError } from '../errors.ts';
import type { Channel, News } from './channel.ts';
import type { LiveClock } from './clock.ts';
import { poll } from './long-poll.ts';

/** How often it is looked whether time has jumped, in milliseconds. */
const TICK = 5000;
/** After so long without a push a connection is asked whether it is still there, in milliseconds. */
const SILENCE = 45_000;
/** A jump that makes it worth asking at once: a program that was stopped, a short sleep. */
const STALL = 20_000;
/** A jump after which a connection is as good as lost: a closed laptop. */
const SLEEP = 90_000;
/** How long a push may come later than the poll that tells the same, in milliseconds. */
const GRACE = 5000;

/**
 * Notices that a WebSocket is dead though nobody closed it: a laptop that slept, a network that went away. A page
 * cannot ping, so a poll is made where it has been silent for long: it tells all that was pushed since the last one,
 * and whatever it tells that was not pushed shows that pushes do not arrive.
 */
export class Watch {
  readonly #station: Station;
  readonly #clock: LiveClock;
  readonly #channel: Channel;
  readonly #take: (news: News) => void;
  readonly #over = new AbortController();
  #stopTimer = () => {};
  #lastTick: number;
  #lastHeard: number;
  /** Conversations that were pushed since the last poll; undefined before the first one. */
  #pushed: Set<string> | undefined;
  #isAsking = false;

  /** @param take is given what a poll tells */
  constructor(station: Station, clock: LiveClock, channel: Channel, take: (news: News) => void) {
    this.#station = station;
    this.#clock = clock;
    this.#channel = channel;
    this.#take = take;
    this.#lastTick = clock.now();
    this.#lastHeard = this.#lastTick;
    this.#tick();
  }

  /** The channel brought something. */
  heard(news: News): void {
    this.#lastHeard = this.#clock.now();
    for (const id of news.conversationchangedof) this.#pushed?.add(id);
  }

  stop(): void {
    this.#over.abort();
    this.#stopTimer();
  }

  #tick(): void {
    const now = this.#clock.now();
    const jump = now - this.#lastTick - TICK;
    this.#lastTick = now;
    if (jump > SLEEP) {
      this.#lose('This machine slept.');
      return;
    }
    if (jump > STALL || now - this.#lastHeard > SILENCE) this.#ask();
    this.#stopTimer = this.#clock.after(TICK, () => this.#tick());
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      const news = await poll(this.#station, 0, this.#over.signal);
      this.#lastHeard = this.#clock.now();
      const pushed = this.#pushed;
      this.#pushed = new Set();
      const missing = news.conversationchangedof.filter((id) => pushed && !pushed.has(id));
      this.#take(news);
      if (missing.length > 0) this.#expect(missing);
    } catch (error) {
      if (!this.#over.signal.aborted) this.#channel.close(error as Error);
    } finally {
      this.#isAsking = false;
    }
  }

  /** Waits for pushes that the poll was faster than. */
  #expect(ids: readonly string[]): void {
    this.#clock.after(GRACE, () => {
      if (!this.#over.signal.aborted && !ids.every((id) => this.#pushed?.has(id)))
        this.#lose('What changed was not pushed.');
    });
  }

  #lose(reason: string): void {
    this.#channel.close(new ConnectionError(`The connection for live changes was lost. ${reason}`));
  }
}
