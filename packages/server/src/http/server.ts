import { randomBytes } from 'node:crypto';
import type { CallName, ErrorCode } from '@parley/protocol/wire';
import { errorFields, type Log } from '../log.ts';
import { Refusal } from '../operations/refusal.ts';
import type { Workspace } from '../store/workspaces.ts';
import type { Workspaces } from '../workspaces.ts';
import { internalResponse, jsonResponse, refusalResponse } from './answer.ts';
import { RequestBroken } from './body.ts';
import { type Lifecycle, runCall } from './lifecycle.ts';
import { listenersAt } from './listeners.ts';
import { CALL_PATHS, landingPage } from './pages.ts';
import type { StaticFiles } from './static.ts';
import { textResponse } from './stream.ts';
import { type Target, targetOf } from './target.ts';
import { UnderWay } from './under-way.ts';

export interface HttpParts {
  readonly lifecycle: Lifecycle;
  readonly workspaces: Workspaces;
  readonly log: Log;
  /** The public address without a final slash; empty to take the one that each client uses. */
  readonly url: string;
  /** How clients speak to it, when no public address says otherwise. */
  readonly scheme: 'http' | 'https';
  /** Where the server is reached when a request does not say. */
  readonly fallback: () => string;
  /** The port of the UDP listener; undefined when it is off. */
  readonly udpPort: () => number | undefined;
  /** The browser client; a landing page stands in for it where there is none. */
  readonly files: StaticFiles | undefined;
  /** Resolves when the store answers. */
  readonly check: () => Promise<void>;
}

/** What is known of a request while it is answered; for the log. */
class Exchange {
  call?: CallName;
  errorcode?: ErrorCode;
  /** The answer is still being made after it has begun. */
  streams?: true;
  /** Says that it has been answered. */
  readonly over: () => void;
  readonly #started = performance.now();
  #requestid: string | undefined;

  constructor(over: () => void) {
    this.over = over;
  }

  /** Made when something is said of the request: of most, nothing is. */
  get requestid(): string {
    this.#requestid ??= randomBytes(8).toString('hex');
    return this.#requestid;
  }

  /** Milliseconds since it arrived. */
  get duration(): number {
    return Math.round((performance.now() - this.#started) * 10) / 10;
  }
}

/** Answers requests: calls, the health check, and a page for people. */
export class HttpServer {
  readonly #parts: HttpParts;
  readonly #underWay = new UnderWay();
  #stopping = false;

  constructor(parts: HttpParts) {
    this.#parts = parts;
  }

  /** How many requests are being answered. */
  get underWay(): number {
    return this.#underWay.count;
  }

  /** From now on every new request is told that the server is stopping; resolves when the others are answered. */
  drain(): Promise<void> {
    this.#stopping = true;
    return this.#underWay.settled();
  }

  /**
   * Whether a request that wants a WebSocket may have one.
   * @returns the workspace that its host selects, or the answer when it may not
   */
  socketFor(request: Request): Workspace | Response {
    try {
      const { path } = targetOf(request.url);
      if (request.method !== 'GET' || (path !== '/' && !CALL_PATHS.has(path))) throw nothingHere();
      if (this.#stopping) throw stopping();
      return this.#parts.workspaces.forHost(request.headers.get('host') ?? '');
    } catch (error) {
      return refusalResponse(error as Refusal);
    }
  }

  /** @param whenLong is told that the answer may take long: as its reader keeps reading, or until something changes */
  async answer(request: Request, whenLong: () => void): Promise<Response> {
    const exchange = new Exchange(this.#underWay.enter());
    let response: Response;
    try {
      response = await this.#respond(request, exchange, whenLong);
    } catch (error) {
      response = this.#failed(error, exchange);
    }
    if (!exchange.streams) exchange.over();
    if (this.#parts.log.isLevelEnabled('debug')) {
      const { requestid, call, errorcode, duration: ms } = exchange;
      this.#parts.log.debug({ requestid, call, status: response.status, errorcode, ms }, 'request');
    }
    if (this.#stopping) response.headers.set('Connection', 'close');
    return request.method === 'HEAD' ? new Response(null, response) : response;
  }

  async #respond(request: Request, exchange: Exchange, whenLong: () => void): Promise<Response> {
    const target = targetOf(request.url);
    const file = this.#fileFor(request, target);
    const allowed = file ? READING : methodsOf(target);
    if (!allowed.includes(request.method)) return wrongMethodResponse(request.method, allowed);
    if (request.method === 'OPTIONS') {
      return new Response(null, { status: 204, headers: { Allow: allowed.join(', ') } });
    }
    if (this.#stopping) {
      throw stopping();
    }
    if (file) return file;
    if (target.path === '/health') {
      await this.#parts.check();
      return jsonResponse('{"status":"OK","errormessage":""}');
    }
    if (request.method !== 'POST') return landingPage();

    const host = request.headers.get('host') ?? '';
    const { lifecycle, workspaces, log } = this.#parts;
    const { udpPort } = this.#parts;
    const addressOf = () => this.#addressOf(host, target);
    const call = {
      target,
      request,
      workspace: workspaces.forHost(host),
      // Made when it is asked for: only logins ask.
      get address() {
        return addressOf();
      },
      get listeners() {
        return listenersAt(addressOf(), udpPort());
      },
    };
    const answer = await runCall(lifecycle, call, (name) => {
      exchange.call = name;
      if (name === 'notification/download') whenLong();
    });
    if (typeof answer === 'string') return jsonResponse(answer);
    return textResponse(answer, {
      onStream: () => {
        exchange.streams = true;
        whenLong();
      },
      onCut: (error) => {
        const { requestid, call: name } = exchange;
        log.error({ requestid, call: name, ...errorFields(error) }, 'answer cut');
      },
      onEnd: exchange.over,
    });
  }

  /** The browser client's answer, where it has one. */
  #fileFor({ method, headers }: Request, { path, srv, api }: Target): Response | undefined {
    if (!READING.includes(method) || srv + api !== '' || path === '/health') return undefined;
    return this.#parts.files?.answer(path, headers);
  }

  #failed(error: unknown, exchange: Exchange): Response {
    if (error instanceof RequestBroken) {
      // Nobody reads it: the connection is gone.
      return new Response(null, { status: 400 });
    }
    if (error instanceof Refusal && error.code !== 'internal') {
      exchange.errorcode = error.code;
      return refusalResponse(error);
    }
    exchange.errorcode = 'internal';
    const { requestid, call } = exchange;
    this.#parts.log.error({ requestid, call, ...errorFields(error) }, 'request failed');
    return internalResponse(requestid);
  }

  /** Under the path that the client already uses: whatever stands between lets that through. */
  #addressOf(host: string, { path }: Target): string {
    const { url, scheme, fallback } = this.#parts;
    if (url !== '') return url + path;
    return (HOST.test(host) ? `${scheme}://${host}` : fallback()) + path;
  }
}

const READING: readonly string[] = ['GET', 'HEAD'];

/** A name, an IPv4 address or a bracketed IPv6 address, and perhaps a port. */
const HOST = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?\.?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/** @throws Refusal `unknown_call` for a path where nothing is */
function methodsOf({ path, srv, api }: Target): readonly string[] {
  if (path === '/health') return ['GET', 'HEAD', 'OPTIONS'];
  if (path === '/' && srv === '' && api === '') return ['GET', 'HEAD', 'OPTIONS', 'POST'];
  if (CALL_PATHS.has(path)) return ['OPTIONS', 'POST'];
  throw nothingHere();
}

function nothingHere(): Refusal {
  return new Refusal('unknown_call', 'There is nothing here: calls are made to /?srv=…&api=….');
}

function stopping(): Refusal {
  return new Refusal('overloaded', 'The server is stopping: try again when it is back.');
}

function wrongMethodResponse(method: string, allowed: readonly string[]): Response {
  const instead = allowed.filter((other) => other !== 'OPTIONS' && other !== 'HEAD').join(' or ');
  const response = refusalResponse(new Refusal('method_not_allowed', `Use ${instead} here, not ${method}.`));
  response.headers.set('Allow', allowed.join(', '));
  return response;
}
