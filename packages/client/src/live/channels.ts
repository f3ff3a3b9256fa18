import type { Station } from '../account/station.ts';
import { ServerError } from '../errors.ts';
import type { Channel, News } from './channel.ts';
import type { LiveClock } from './clock.ts';
import { openLongPoll } from './long-poll.ts';
import { openWebSocket, type WebSocketConstructor, webSocketUrl } from './web-socket.ts';

export interface ChannelOptions {
  readonly channel?: 'auto' | 'poll';
  readonly WebSocket?: WebSocketConstructor;
  readonly clock: LiveClock;
}

/** How often in a row no WebSocket may come about until polls stand in for it: once may be the network. */
const MOST_FAILURES = 2;
/**
 * How long polls go on before a WebSocket is tried again, in milliseconds. Everything is fetched then, too: a poll does
 * not notice that the server restarted between two of them.
 */
const POLL_LIFETIME = 300_000;

/** Opens the best channel that there can be: a WebSocket, or else polls. */
export class Channels {
  readonly #station: Station;
  readonly #options: ChannelOptions;
  /** WebSockets in a row that did not come about. */
  #failures = 0;

  constructor(station: Station, options: ChannelOptions) {
    this.#station = station;
    this.#options = options;
  }

  /**
   * @param take is given what changes, in order
   * @throws the reason why there can be none now
   */
  async open(take: (news: News) => void, signal: AbortSignal): Promise<Channel> {
    const { clock, channel, WebSocket = globalThis.WebSocket } = this.#options;
    const url = channel === 'poll' ? undefined : webSocketUrl(this.#station);
    if (url === undefined || !WebSocket) return this.#poll(take, signal);
    try {
      const socket = await openWebSocket(this.#station, url, { WebSocket, clock }, take, signal);
      this.#failures = 0;
      return socket;
    } catch (error) {
      // What the server itself refuses it would refuse of a poll as well.
      if (signal.aborted || error instanceof ServerError) throw error;
      if (++this.#failures < MOST_FAILURES) throw error;
      return this.#poll(take, signal);
    }
  }

  async #poll(take: (news: News) => void, signal: AbortSignal): Promise<Channel> {
    const channel = await openLongPoll(this.#station, take, signal);
    const stop = this.#options.clock.after(POLL_LIFETIME, () => channel.close());
    channel.closed.then(stop);
    return channel;
  }
}
