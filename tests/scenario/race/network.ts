import type { WebSocketConstructor, WebSocketLike } from '@parley/client';
import { textOf } from '@parley/protocol/encoding';
import type { RunningServer } from '@parley/server';
import type { Random } from './random.ts';
import type { Schedule } from './schedule.ts';
import { counted } from './settled.ts';

/** The longest that anything is on its way, in milliseconds. */
const LONGEST = 60;

type ServerSocket = Parameters<NonNullable<RunningServer['sockets']['handler']['open']>>[0];

/** The two ends of a WebSocket. */
interface Ends {
  /** What the client's end hears. */
  readonly heard: {
    open: (() => void)[];
    close: (() => void)[];
    message: ((event: { data: unknown }) => void)[];
  };
  server: ServerSocket | undefined;
  isCut: boolean;
  /** When the last thing on its way to either side arrives: a socket keeps the order. */
  toClient: number;
  toServer: number;
}

/**
 * Stands between a real client and a real server in one program: everything that one says to the other is on its way
 * for a time that the seed decides, and is lost where the seed says so.
 */
export class Network {
  readonly #server: RunningServer;
  readonly #schedule: Schedule;
  readonly #random: Random;
  readonly #sockets = new Set<Ends>();
  /** How likely a call is lost on its way there, and an answer on its way back. */
  loss = 0;

  constructor(server: RunningServer, schedule: Schedule, random: Random) {
    this.#server = server;
    this.#schedule = schedule;
    this.#random = random;
  }

  /** Makes calls as `fetch` does. */
  readonly fetch = (url: string, init: RequestInit): Promise<Response> => {
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const lost = () => reject(new TypeError('the connection was cut'));
    // The server keeps a long poll until something changes: nothing waits for its end.
    const track = textOf(init.body as Uint8Array<ArrayBuffer>).includes('"wait":')
      ? (work: Promise<void>) => work
      : counted<void>;
    const arrive = async () => {
      if (this.#random.chance(this.loss)) return lost();
      const response = await answered(this.#server, url, init);
      this.#schedule.in(this.#delay(), () => (this.#random.chance(this.loss) ? lost() : resolve(response)));
    };
    this.#schedule.in(this.#delay(), () => void track(arrive()));
    init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    return promise;
  };

  /** The constructor of a client's WebSockets. */
  get WebSocket(): WebSocketConstructor {
    const open = (url: string) => this.#open(url);
    return function WebSocket(url: string) {
      return open(url);
    } as unknown as WebSocketConstructor;
  }

  /** Cuts every socket: what is on its way in it is lost, and each side notices in its time. */
  cut(): void {
    for (const ends of this.#sockets) this.#cut(ends);
  }

  #open(url: string): WebSocketLike {
    const ends: Ends = {
      heard: { open: [], close: [], message: [] },
      server: undefined,
      isCut: false,
      toClient: 0,
      toServer: 0,
    };
    this.#sockets.add(ends);
    this.#toServer(ends, () => {
      ends.server = this.#serverSocket(ends, url);
      this.#toClient(ends, () => tell(ends.heard.open, undefined));
    });
    return {
      send: (text) => this.#toServer(ends, () => this.#handler.message?.(ends.server as ServerSocket, text)),
      close: () => this.#cut(ends),
      addEventListener: (type: keyof Ends['heard'], listener: (event: { data: unknown }) => void) => {
        (ends.heard[type] ?? []).push(listener as never);
      },
    } as WebSocketLike;
  }

  #serverSocket(ends: Ends, url: string): ServerSocket {
    const workspace = this.#server.http.socketFor(new Request(url.replace('ws:', 'http:')));
    if (workspace instanceof Response) throw new Error('the server takes no socket');
    const socket = {
      data: this.#server.sockets.connection(workspace),
      send: (text: string) => {
        this.#toClient(ends, () => tell(ends.heard.message, { data: text }));
        return text.length;
      },
      // What was said before arrives before.
      close: () => this.#toClient(ends, () => this.#cut(ends)),
      terminate: () => this.#cut(ends),
      getBufferedAmount: () => 0,
    } as unknown as ServerSocket;
    this.#handler.open?.(socket);
    return socket;
  }

  get #handler() {
    return this.#server.sockets.handler;
  }

  #toClient(ends: Ends, happen: () => void): void {
    ends.toClient = Math.max(ends.toClient, this.#schedule.now + this.#delay());
    this.#schedule.in(ends.toClient - this.#schedule.now, () => !ends.isCut && happen());
  }

  #toServer(ends: Ends, happen: () => void): void {
    ends.toServer = Math.max(ends.toServer, this.#schedule.now + this.#delay());
    this.#schedule.in(ends.toServer - this.#schedule.now, () => !ends.isCut && happen());
  }

  #cut(ends: Ends): void {
    if (ends.isCut) return;
    ends.isCut = true;
    this.#sockets.delete(ends);
    this.#schedule.in(this.#delay(), () => tell(ends.heard.close, undefined));
    const { server } = ends;
    if (server) this.#schedule.in(this.#delay(), () => void this.#handler.close?.(server, 1006, ''));
  }

  #delay(): number {
    return this.#random.below(LONGEST);
  }
}

/** The server's whole answer, as one that has arrived. */
export async function answered(server: RunningServer, url: string, init: RequestInit): Promise<Response> {
  const { method, headers, body, signal } = init;
  const response = await server.http.answer(
    new Request(url, { method, headers, body, signal } as RequestInit),
    () => {},
  );
  return new Response(await response.text(), { status: response.status, headers: response.headers });
}

function tell<Heard>(listeners: readonly ((event: Heard) => void)[], event: Heard): void {
  for (const listener of listeners) listener(event);
}
