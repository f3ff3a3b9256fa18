import type { Station } from '../account/station.ts';
import { ClientError, isSessionOver, ServerError } from '../errors.ts';
import type { Channel, News } from './channel.ts';
import { Channels } from './channels.ts';
import { type LiveClock, systemClock } from './clock.ts';
import { Deliveries } from './deliveries.ts';
import { Emitter, type LiveEvents, type LiveState } from './events.ts';
import { Follower, type FollowerSource } from './follower.ts';
import { reconnectDelay } from './reconnect.ts';
import { TypingPeople, TypingThrottle } from './typing.ts';
import { Watch } from './watch.ts';
import type { WebSocketConstructor } from './web-socket.ts';

export interface LiveOptions {
  /** How the server tells what changes: `auto`, the default, is a WebSocket, and polls where there can be none. */
  readonly channel?: 'auto' | 'poll';
  /** The platform's when absent. */
  readonly WebSocket?: WebSocketConstructor;
  /** Whether what arrives is reported as delivered to who wrote it; true when absent. */
  readonly reportDelivered?: boolean;
  readonly clock?: LiveClock;
  /** From 0 to 1, for the time of the next try. */
  readonly random?: () => number;
}

/** How long a connection must have held before the next failure counts as the first one, in milliseconds. */
const STABLE = 10_000;

/**
 * The live connection of a station: whatever changes is fetched as it happens, and told by events. It connects again
 * by itself, and then fetches what changed meanwhile. `Parley.connect` gives it.
 */
export class Live {
  readonly #station: Station;
  readonly #channels: Channels;
  readonly #clock: LiveClock;
  readonly #random: () => number;
  readonly #events = new Emitter<LiveEvents>();
  readonly #follower: Follower;
  readonly #deliveries: Deliveries;
  readonly #typing: TypingPeople;
  readonly #throttle: TypingThrottle;
  readonly #ending = new AbortController();
  #state: LiveState = 'connecting';
  #channel: Channel | undefined;
  #watch: Watch | undefined;
  #error: Error | undefined;
  #wake = () => {};

  constructor(station: Station, source: FollowerSource, options: LiveOptions = {}) {
    this.#station = station;
    this.#clock = options.clock ?? systemClock;
    this.#channels = new Channels(station, { ...options, clock: this.#clock });
    this.#random = options.random ?? Math.random;
    this.#deliveries = new Deliveries(this.#clock, this.#random, this.#ending.signal);
    this.#throttle = new TypingThrottle(this.#clock);
    this.#typing = new TypingPeople(this.#clock, (conversationId, userIds) =>
      this.#events.emit('typing', { conversationId, userIds }),
    );
    this.#follower = new Follower({
      source,
      events: this.#events,
      clock: this.#clock,
      failed: (error, conversationId) => this.#failed(error, conversationId),
      mended: () => this.#events.emit('mended', {}),
    });
    this.on('conversation', ({ conversation, sync }) => {
      if (sync.messages === 0) return;
      // Whoever writes something has stopped typing it.
      this.#typing.stopped(conversation.id);
      if (options.reportDelivered !== false) this.#deliveries.arrived(conversation);
    });
    this.#run();
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Listens for an event. @returns what ends it */
  on<Name extends keyof LiveEvents>(name: Name, listener: (event: LiveEvents[Name]) => void): () => void {
    return this.#events.on(name, listener);
  }

  /**
   * Resolves when the connection stands and all that has changed is here.
   * @throws Error why it ended, if it does before
   */
  async caughtUp(): Promise<void> {
    for (;;) {
      if (this.#isOver) throw this.#error ?? new ClientError('cancelled', 'The live connection was closed.');
      const changed = Promise.withResolvers<void>();
      const forget = this.on('state', () => changed.resolve());
      const settled = this.#state === 'online' ? this.#follower.settled().then(() => 'settled') : undefined;
      const first = await Promise.race([changed.promise, ...(settled ? [settled] : [])]);
      forget();
      if (first === 'settled' && this.#state === 'online') return;
    }
  }

  /** Tells the others of a conversation that the user is typing: call it with every key, it is said as often as is useful. */
  typing(conversationId: string): void {
    if (this.#channel?.isSocket && this.#throttle.isDue(conversationId)) this.#channel.typing(conversationId);
  }

  /** Tries again now, where it waits to: the network is back, or somebody asks for it. */
  wake(): void {
    this.#wake();
  }

  /** Ends the connection. */
  close(): void {
    this.#end();
  }

  /** Holds one channel after the other until the connection ends. */
  async #run(): Promise<void> {
    for (let failures = 0; !this.#isOver; ) {
      const begun = this.#clock.now();
      const lost = await this.#hold();
      // Over as planned: another one is opened at once.
      if (!lost || this.#isOver) continue;
      if (isSessionOver(lost)) return this.#end(lost);
      if (this.#isMended(lost)) continue;
      this.#setState('offline', lost);
      failures = this.#clock.now() - begun > STABLE ? 1 : failures + 1;
      if (await this.#pause(reconnectDelay(failures, this.#random()))) failures = 0;
    }
  }

  /** Opens a channel and holds it as long as it lasts. @returns why it is over; undefined when that was planned */
  async #hold(): Promise<Error | undefined> {
    const take = (news: News) => this.#take(news);
    try {
      const channel = await this.#channels.open(take, this.#ending.signal);
      this.#channel = channel;
      if (channel.isSocket) {
        this.#watch = new Watch(this.#station, this.#clock, channel, (news) => this.#follower.take(news));
      }
      this.#setState('online');
      this.#follower.begin();
      this.#deliveries.resume();
      return await channel.closed;
    } catch (error) {
      return error as Error;
    } finally {
      this.#watch?.stop();
      this.#watch = undefined;
      this.#channel = undefined;
      this.#typing.clear();
    }
  }

  #take(news: News): void {
    this.#watch?.heard(news);
    for (const { conversationid, userid } of news.typingof ?? []) this.#typing.heard(conversationid, userid);
    this.#follower.take(news);
  }

  #failed(error: Error, conversationId?: string): void {
    if (isSessionOver(error)) this.#end(error);
    else this.#events.emit('problem', { error, ...(conversationId !== undefined && { conversationId }) });
  }

  #isMended(error: Error): boolean {
    return (
      error instanceof ServerError &&
      error.code === 'clock_skew' &&
      this.#station.transport.adoptClock(error.answer)
    );
  }

  /** Waits, unless it is woken. @returns whether it was */
  #pause(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = this.#clock.after(milliseconds, () => resolve(false));
      this.#wake = () => {
        stop();
        resolve(true);
      };
    });
  }

  get #isOver(): boolean {
    return this.#state === 'ended';
  }

  #end(error?: ServerError): void {
    if (this.#isOver) return;
    this.#follower.stop();
    this.#ending.abort();
    this.#channel?.close(new ClientError('cancelled', 'The live connection was closed.'));
    this.#setState('ended', error);
    if (error) this.#events.emit('ended', { error });
    this.#wake();
  }

  #setState(state: LiveState, error?: Error): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#error = error;
    this.#events.emit('state', { state, ...(error && { error }) });
  }
}
