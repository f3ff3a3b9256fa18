import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CallName,
  callNames,
  calls,
  type ErrorAnswer,
  type RequestOf,
  type ResponseOf,
  headers as wireHeaders,
} from '@parley/protocol/wire';

/** What goes back to the client. */
export interface ProxyAnswer {
  readonly status: number;
  /** The answer's body, parsed where it is JSON, else as text. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A call on its way. */
export interface Exchange<Name extends CallName = CallName> {
  readonly call: Name;
  readonly request: RequestOf<Name>;
  /** Sends it on, and gives the server's answer; each time anew. The request's own bytes unless others are given. */
  forward(body?: string): Promise<ProxyAnswer>;
}

/** What is done with a call: answers it, or cuts the connection. */
export type Handler<Name extends CallName = CallName> = (
  exchange: Exchange<Name>,
) => Promise<ProxyAnswer | Cut>;

/** The connection breaks, after so many bytes of an answer, where there is one. */
export class Cut {
  readonly answer: ProxyAnswer | undefined;
  /** Bytes of the answer's body that still arrive. */
  readonly after: number;

  constructor(answer?: ProxyAnswer, after = 0) {
    this.answer = answer;
    this.after = after;
  }
}

/** A call that waits at the proxy until it is let go. */
export interface Held {
  /** Resolves once the call has arrived. */
  readonly arrived: Promise<void>;
  release(): void;
}

/**
 * Stands between a client and a real server, and does to the calls what it is told: changes, withholds, replays,
 * delays, cuts. What it is not told about goes through as it is.
 */
export class TamperingProxy {
  readonly #target: string;
  readonly #server: Server;
  readonly #handlers = new Map<CallName, Handler[]>();
  /** The names of all calls that arrived, in order. */
  readonly seen: CallName[] = [];

  private constructor(target: string, server: Server) {
    this.#target = target;
    this.#server = server;
  }

  /** @param target the server's address, without a final slash */
  static async start(target: string): Promise<TamperingProxy> {
    // Node's server and not Bun's, because only its sockets can be cut.
    const server = createServer();
    const proxy = new TamperingProxy(target, server);
    server.on('request', (request, response) => {
      proxy.#serve(request, response).catch(() => request.socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Handles a call from now on. Who came later is asked first, and `forward` then asks who came before. */
  handle<Name extends CallName>(call: Name, handler: Handler<Name>): void {
    const before = this.#handlers.get(call) ?? [];
    this.#handlers.set(call, [handler as unknown as Handler, ...before]);
  }

  /** Changes every OK answer to a call, in place or by giving another one. */
  change<Name extends CallName>(
    call: Name,
    change: (answer: ResponseOf<Name>, request: RequestOf<Name>) => unknown,
  ): void {
    this.handle(call, async ({ request, forward }) => {
      const answer = await forward();
      const body = answer.body as ResponseOf<Name> | ErrorAnswer;
      if (body.status !== 'OK') return answer;
      change(body as ResponseOf<Name>, request);
      return answer;
    });
  }

  /** Handles the next call of that name only. */
  once<Name extends CallName>(call: Name, handler: Handler<Name>): void {
    let isOver = false;
    this.handle(call, (exchange) => {
      if (isOver) return exchange.forward();
      isOver = true;
      return handler(exchange);
    });
  }

  /** Answers the next call of that name with an error of the wire; the server never sees it. */
  refuseOnce(call: CallName, status: number, error: Partial<ErrorAnswer>, retryAfter?: number): void {
    const body = { status: 'ERROR', errormessage: 'Refused by the proxy.', ...error };
    const headers = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
    this.once(call, async () => ({ status, body, headers }));
  }

  /** Cuts the connection of the next call of that name, before the server sees it or after it has answered. */
  cutOnce(call: CallName, when: 'before' | 'after'): void {
    this.once(call, async ({ forward }) => {
      if (when === 'after') await forward();
      return new Cut();
    });
  }

  /** Holds every call of that name, before the server sees it, until they are released. */
  hold(call: CallName): Held {
    const arrived = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    this.handle(call, async ({ forward }) => {
      arrived.resolve();
      await released.promise;
      return forward();
    });
    return { arrived: arrived.promise, release: released.resolve };
  }

  /** Forgets everything that it was told: from now on all goes through. */
  rest(): void {
    this.#handlers.clear();
    this.seen.length = 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') {
      await this.#passFile(request, response);
      return;
    }
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    const parsed = JSON.parse(body) as RequestOf<CallName>;
    const call = callOf(new URL(request.url ?? '', this.#target).searchParams.get('api'), parsed.action);
    this.seen.push(call);
    // Whoever is gone waits for nothing more: a poll that went on would take with it what the next one is to be told.
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const answer = await this.#ask(this.#handlers.get(call) ?? [], call, parsed, (other = body) =>
      this.#forward(request, other, call === 'notification/download' ? gone.signal : undefined),
    );
    await deliver(answer, response);
  }

  /** What is no call goes through as it is, such as the browser client's files. */
  async #passFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // What a browser wants to show is told from what it wants to use by what it accepts.
    const answer = await fetch(this.#target + request.url, {
      headers: { Accept: request.headers.accept ?? '*/*' },
    });
    const body = Buffer.from(await answer.arrayBuffer());
    const { 'content-encoding': _decoded, ...headers } = Object.fromEntries(answer.headers);
    response.writeHead(answer.status, { ...headers, 'content-length': body.length }).end(body);
  }

  async #ask(
    [first, ...others]: readonly Handler[],
    call: CallName,
    request: RequestOf<CallName>,
    forward: Exchange['forward'],
  ): Promise<ProxyAnswer | Cut> {
    if (!first) return forward();
    return first({
      call,
      request,
      forward: async (body) => {
        const answer = await this.#ask(others, call, request, (inner = body) => forward(inner));
        // Whoever is asked first wants an answer to work on: a cut further down is one for the client as well.
        if (answer instanceof Cut) throw new Error('the connection was cut');
        return answer;
      },
    });
  }

  async #forward(request: IncomingMessage, body: string, signal?: AbortSignal): Promise<ProxyAnswer> {
    const passed = ['Content-Type', ...Object.values(wireHeaders)].flatMap((name) => {
      const value = request.headers[name.toLowerCase()];
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
    const response = await fetch(this.#target + request.url, {
      method: 'POST',
      headers: Object.fromEntries(passed),
      body,
      ...(signal && { signal }),
    });
    const text = await response.text();
    const retryAfter = response.headers.get('Retry-After');
    return {
      status: response.status,
      body: parsedOr(text),
      headers: retryAfter === null ? {} : { 'Retry-After': retryAfter },
    };
  }
}

/** The name of a call by what its address and its body say. */
function callOf(api: string | null, action: string): CallName {
  const found = callNames.find((name) => calls[name].api === api && calls[name].action === action);
  if (!found) throw new Error(`there is no call ${api} ${action}`);
  return found;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function deliver(answer: ProxyAnswer | Cut, response: ServerResponse): Promise<void> {
  const whole = answer instanceof Cut ? answer.answer : answer;
  const bytes = Buffer.from(typeof whole?.body === 'string' ? whole.body : JSON.stringify(whole?.body ?? ''));
  if (whole) {
    response.writeHead(whole.status, {
      'Content-Type': 'application/json',
      'Content-Length': bytes.length,
      ...whole.headers,
    });
  }
  if (!(answer instanceof Cut)) {
    response.end(bytes);
    return;
  }
  if (whole && answer.after > 0) {
    await new Promise((resolve) => response.write(bytes.subarray(0, answer.after), resolve));
  }
  response.socket?.destroy();
}
