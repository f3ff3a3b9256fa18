import type { Station } from '../account/station.ts';
import { ConnectionError } from '../errors.ts';
import type { Channel, News } from './channel.ts';

/** How long a poll waits, in seconds: less than 60, after which what stands between may cut a silent connection. */
const WAIT = 50;

/**
 * Polls for what changes, where there is no WebSocket. The first poll only empties what is kept for the station: from
 * its answer on nothing is left untold. A poll that fails may have taken something with it, so the channel is over.
 */
export async function openLongPoll(
  station: Station,
  take: (news: News) => void,
  signal: AbortSignal,
): Promise<Channel> {
  await poll(station, 0, signal);
  const over = new AbortController();
  const closed = Promise.withResolvers<Error | undefined>();
  const end = (error?: Error) => {
    closed.resolve(error);
    over.abort();
  };
  const go = async () => {
    while (!over.signal.aborted) {
      const news = await poll(station, WAIT, over.signal);
      if (!over.signal.aborted) take(news);
    }
  };
  go().catch((error) => end(error instanceof Error ? error : new ConnectionError('The poll failed.')));
  return { closed: closed.promise, isSocket: false, typing: () => {}, close: end };
}

/** What changed since this station's last poll. @param wait seconds for which an answer may keep waiting */
export async function poll(
  { transport, session }: Station,
  wait: number,
  signal?: AbortSignal,
): Promise<News> {
  // Not tried again: an answer that was lost has taken with it what it said.
  return transport.call('notification/download', wait > 0 ? { wait } : {}, { session, signal, tries: 1 });
}
