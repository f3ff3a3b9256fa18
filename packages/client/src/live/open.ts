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

/**
 * How long polls go on before a WebSocket is tried again, in milliseconds. Everything is fetched then, too: a poll does
 * not notice that the server restarted between two of them.
 */
const POLL_LIFETIME = 300_000;

/**
 * Opens the best channel that there can be: a WebSocket, or else polls.
 * @param take is given what changes, in order
 * @throws the reason why there can be none now
 */
export async function openChannel(
  station: Station,
  options: ChannelOptions,
  take: (news: News) => void,
  signal: AbortSignal,
): Promise<Channel> {
  const { clock, WebSocket = globalThis.WebSocket } = options;
  const url = options.channel === 'poll' ? undefined : webSocketUrl(station);
  if (url !== undefined && WebSocket) {
    try {
      return await openWebSocket(station, url, { WebSocket, clock }, take, signal);
    } catch (error) {
      // What the server itself refuses it would refuse of a poll as well.
      if (signal.aborted || error instanceof ServerError) throw error;
    }
  }
  const channel = await openLongPoll(station, take, signal);
  const stop = clock.after(POLL_LIFETIME, () => channel.close());
  channel.closed.then(stop);
  return channel;
}
