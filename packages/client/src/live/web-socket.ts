import { toHex, toWireDate, utf8 } from '@parley/protocol/encoding';
import { requestSignature } from '@parley/protocol/trust';
import { type ErrorAnswer, errors, matches, Push, type Subscribe, type Typing } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import { AnswerError, ClientError, ConnectionError, ServerError } from '../errors.ts';
import type { Channel, News } from './channel.ts';
import type { LiveClock } from './clock.ts';

/** What is used of a WebSocket. */
export interface WebSocketLike {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}
export type WebSocketConstructor = new (url: string) => WebSocketLike;

/** How long a socket may take to be open and subscribed, in milliseconds. */
const OPENING = 15_000;

/** The address of the server's WebSocket that may be used; undefined when there is none. */
export function webSocketUrl({ account, transport }: Station): string | undefined {
  const { ws = '', wss = '' } = account.listeners ?? {};
  if (wss !== '') return wss;
  // Where calls are encrypted on the way, pushes are too, or there are none.
  return ws !== '' && transport.url.protocol === 'http:' ? ws : undefined;
}

/**
 * Opens and subscribes a WebSocket. Source: docs/spec/wire.md part 2, Listeners.
 * @throws ServerError as the server refuses the subscription
 * @throws ConnectionError when no WebSocket comes about
 */
export async function openWebSocket(
  station: Station,
  url: string,
  parts: { readonly WebSocket: WebSocketConstructor; readonly clock: LiveClock },
  take: (news: News) => void,
  signal: AbortSignal,
): Promise<Channel> {
  const subscription = await subscribe(station);
  const opened = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<Error | undefined>();
  const lost = new ConnectionError('The connection for live changes was lost.');
  let socket: WebSocketLike;
  try {
    socket = new parts.WebSocket(url);
  } catch (cause) {
    throw new ConnectionError('No connection for live changes comes about.', { cause });
  }
  let isSubscribed = false;
  let isOver = false;
  const end = (error?: Error) => {
    if (isOver) return;
    isOver = true;
    stopWaiting();
    signal.removeEventListener('abort', cancel);
    opened.reject(error);
    closed.resolve(error);
    socket.close();
  };
  const cancel = () => end(new ClientError('cancelled', 'Cancelled.'));
  const stopWaiting = parts.clock.after(OPENING, () => end(lost));
  socket.addEventListener('open', () => socket.send(JSON.stringify(subscription)));
  socket.addEventListener('close', () => end(lost));
  socket.addEventListener('error', () => end(lost));
  socket.addEventListener('message', ({ data }) => {
    if (isOver) return;
    const frame = parsed(data);
    if (isError(frame)) end(new ServerError(frame, errors[frame.errorcode].status));
    else if (isSubscribed && matches(Push, frame)) take(frame);
    else if (!isSubscribed && (frame as { status?: unknown } | undefined)?.status === 'OK') {
      isSubscribed = true;
      stopWaiting();
      signal.removeEventListener('abort', cancel);
      opened.resolve();
    } else end(new AnswerError("The server's push is not of the documented form."));
  });
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
  await opened.promise;
  return {
    closed: closed.promise,
    isSocket: true,
    typing: (conversationid) => {
      const frame: Typing = { action: 'typing', conversationid };
      if (!isOver) socket.send(JSON.stringify(frame));
    },
    close: end,
  };
}

/** A subscription: signed anew for every socket, because each signature is accepted once. */
async function subscribe({ session, transport }: Station): Promise<Subscribe> {
  const { user, station, key } = session;
  const nonce = toHex(crypto.getRandomValues(new Uint8Array(16)));
  const timestamp = toWireDate(transport.now());
  const body = JSON.stringify({ action: 'subscribe', transport: 'ws', nonce, timestamp });
  const place = { srv: 'chatserver', api: 'chatlistener', station, user };
  const signature = await requestSignature(key, place, utf8(body));
  return { action: 'subscribe', user, station, signature, body };
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(data as string);
  } catch {
    return undefined;
  }
}

function isError(frame: unknown): frame is ErrorAnswer {
  const answer = frame as ErrorAnswer | null | undefined;
  return answer?.status === 'ERROR' && answer.errorcode in errors;
}
