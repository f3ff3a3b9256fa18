import { importSessionKey } from '@parley/protocol/trust';
import type { Station } from '../../src/account/station.ts';
import { Transport } from '../../src/http/transport.ts';
import type { News } from '../../src/live/channel.ts';
import type { LiveClock } from '../../src/live/clock.ts';
import type { WebSocketLike } from '../../src/live/web-socket.ts';

/** Time that passes only when a test says so. */
export class ManualClock implements LiveClock {
  /** What was asked to be called back after, in milliseconds, in order. */
  readonly asked: number[] = [];
  #now = Date.UTC(2025, 4, 12, 8);
  readonly #timers = new Set<{ readonly at: number; readonly callback: () => void }>();

  readonly now = (): number => this.#now;

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#now + milliseconds, callback };
    this.asked.push(milliseconds);
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many callbacks are still to come. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets time go by: everything is called back at its moment. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = end;
  }

  /** Lets time go by while nothing runs; what has fallen due is called back late. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds;
    this.pass(0);
  }
}

/** A WebSocket whose other end is the test. */
export class FakeSocket implements WebSocketLike {
  readonly sent: string[] = [];
  isClosed = false;
  readonly #listeners: { readonly type: string; readonly listener: (event: { data: unknown }) => void }[] =
    [];

  addEventListener(type: string, listener: (event: { data: unknown }) => void): void {
    this.#listeners.push({ type, listener });
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.isClosed = true;
  }

  open(): void {
    this.#tell('open');
  }

  receive(frame: object): void {
    this.#tell('message', JSON.stringify(frame));
  }

  /** The connection breaks. */
  drop(): void {
    this.#tell('close');
  }

  #tell(type: string, data?: unknown): void {
    for (const one of this.#listeners) if (one.type === type) one.listener({ data });
  }
}

/** Makes WebSockets, and remembers them. */
export class Sockets {
  readonly made: FakeSocket[] = [];
  /** What becomes of a new one. */
  fate: (socket: FakeSocket) => void = accept;
  readonly WebSocket: new (
    url: string,
  ) => FakeSocket;

  constructor() {
    const sockets = this;
    this.WebSocket = class extends FakeSocket {
      constructor() {
        super();
        sockets.made.push(this);
        queueMicrotask(() => sockets.fate(this));
      }
    };
  }
}

/** Opens it and says yes to its subscription. */
export function accept(socket: FakeSocket): void {
  socket.open();
  socket.receive({ status: 'OK', errormessage: '' });
}

/** An answer or a frame that refuses. */
export function refusal(errorcode: string): object {
  return { status: 'ERROR', errorcode, errormessage: 'No.' };
}

const NOTHING: News = { friendavailabilitesof: [], conversationchangedof: [], conversationlistchangedof: [] };

/** News of conversations that changed. */
export function changed(...ids: string[]): News {
  return { ...NOTHING, conversationchangedof: ids };
}

/** Answers polls: what `answer` gives at once, and long ones never. */
export class PollServer {
  /** When each poll that was to be answered at once was made, by the clock of who made it. */
  readonly polled: string[] = [];
  /** Polls that wait now. */
  waiting = 0;
  /** What a poll is answered with. @throws as a network that is away */
  answer: () => object = () => NOTHING;
  /** Breaks the polls that wait. */
  cut = () => {};

  readonly fetch = async (_url: string, init: RequestInit): Promise<Response> => {
    const { wait, timestamp } = JSON.parse(new TextDecoder().decode(init.body as Uint8Array));
    if (wait === undefined) {
      this.polled.push(timestamp);
      return Response.json({ status: 'OK', errormessage: '', ...this.answer() });
    }
    this.waiting++;
    return new Promise((_resolve, reject) => {
      const end = () => {
        this.waiting--;
        reject(new Error('cut'));
      };
      this.cut = end;
      init.signal?.addEventListener('abort', end);
    });
  };
}

/** A logged-in station whose calls go to a server of the test. */
export async function stationAt(server: PollServer, clock: ManualClock): Promise<Station> {
  const key = await importSessionKey(new Uint8Array(32));
  return {
    account: { listeners: { udp: '', ws: 'ws://localhost:9/', wss: '' } },
    transport: new Transport({ server: 'http://localhost:9', fetch: server.fetch, now: clock.now }),
    session: { user: 'a'.repeat(32), station: 'b'.repeat(32), key },
  } as unknown as Station;
}

/** Waits until something holds that is on its way. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
