import { toHex, toWireDate, utf8 } from '@parley/protocol/encoding';
import { requestSignature } from '@parley/protocol/trust';
import {
  type CallName,
  CLIENT_VERSION_CODE,
  calls,
  type ErrorAnswer,
  errors,
  headers,
  matches,
  type RequestOf,
  type ResponseOf,
} from '@parley/protocol/wire';
import { AnswerError, ClientError, ConnectionError, ServerError } from '../errors.ts';
import { retrying } from './retry.ts';
import { serverUrl } from './server-url.ts';

/** What a call is given; the transport adds the members of every body. */
export type Fields<Name extends CallName> = Omit<
  RequestOf<Name>,
  'action' | 'clientversioncode' | 'timestamp' | 'nonce'
> &
  (Name extends 'conversation/create' ? { nonce: string } : object);

/** A live session: what signs calls. */
export interface Session {
  readonly user: string;
  readonly station: string;
  /** HMAC-SHA-256 key. */
  readonly key: CryptoKey;
}

export interface TransportOptions {
  /** The server's address, such as `https://chat.example.org`. */
  readonly server: string;
  /** Allows `http:` to other machines, on a network that you trust. */
  readonly allowInsecure?: boolean;
  /** How requests are made; the platform's `fetch` when absent. */
  readonly fetch?: (input: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds since the Unix epoch; the platform's clock when absent. */
  readonly now?: () => number;
  /** Milliseconds after which a request without an answer has failed; 60,000 when absent. */
  readonly timeout?: number;
  /** How often a call that may be repeated is tried in all; 5 when absent, 1 turns retries off. */
  readonly tries?: number;
}

interface CallOptions {
  readonly session?: Session;
  readonly station?: string;
  readonly signal?: AbortSignal | undefined;
  /** How often it is tried in all; the transport's own number when absent. */
  readonly tries?: number;
  /** Called when the request is on its way. */
  readonly onSent?: (() => void) | undefined;
  /**
   * Told the text that was answered, before it is read, so that a call which depends on it can be made meanwhile:
   * where it gives a promise, reading waits for that.
   */
  readonly onText?: ((text: string) => Promise<void> | undefined) | undefined;
}

/** Makes calls: body, signature, retries of what is safe, and a check of everything that is answered. */
export class Transport {
  readonly url: URL;
  readonly #fetch: NonNullable<TransportOptions['fetch']>;
  readonly #now: () => number;
  readonly #timeout: number;
  readonly #tries: number;
  /** How far the server's clock is ahead of ours, in milliseconds; learned from `clock_skew`. */
  #clockOffset = 0;

  constructor(options: TransportOptions) {
    this.url = serverUrl(options.server, options.allowInsecure);
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#now = options.now ?? Date.now;
    this.#timeout = options.timeout ?? 60_000;
    this.#tries = options.tries ?? 5;
  }

  /** Milliseconds since the Unix epoch by the server's clock, as far as it is known. */
  now(): number {
    return this.#now() + this.#clockOffset;
  }

  /**
   * Calls the server.
   * @throws ServerError when the answer is an error
   * @throws ConnectionError when no whole answer came
   * @throws AnswerError when the answer is not of the call's shape
   */
  call<Name extends CallName>(
    name: Name,
    fields: Fields<Name>,
    options: CallOptions = {},
  ): Promise<ResponseOf<Name>> {
    const { replay } = calls[name];
    // Whoever is not heard may have been obeyed: only what may be executed twice is sent again then.
    const repeatable = replay === 'repeatable' && name !== 'login/register';
    return retrying(() => this.#once(name, fields, options), {
      tries: options.tries ?? this.#tries,
      signal: options.signal,
      mayRetry: (error) =>
        error instanceof ServerError
          ? 'retryable' in errors[error.code]
          : error instanceof ConnectionError && repeatable,
      onError: (error) => {
        if (error instanceof ServerError && error.code === 'clock_skew') return this.adoptClock(error.answer);
        return false;
      },
    });
  }

  async #once<Name extends CallName>(
    name: Name,
    fields: Fields<Name>,
    options: CallOptions,
  ): Promise<ResponseOf<Name>> {
    const { srv, api, action, auth, response: shape } = calls[name];
    const { session } = options;
    const signed = auth === 'signed' || auth === 'user';
    if (signed && !session) throw new ClientError('not_logged_in', 'Log in first.');
    const body = utf8(
      JSON.stringify({
        action,
        ...fields,
        ...(signed && { clientversioncode: CLIENT_VERSION_CODE, timestamp: toWireDate(this.now()) }),
        ...(!('nonce' in fields) && { nonce: toHex(crypto.getRandomValues(new Uint8Array(16))) }),
      }),
    );
    const station = auth === 'user' ? '' : (session?.station ?? options.station ?? '');
    const response = await this.#send(
      `?srv=${srv}&api=${api}`,
      body,
      {
        ...(station && { [headers.station]: station }),
        ...(signed &&
          session && {
            [headers.user]: session.user,
            [headers.signature]: await requestSignature(
              session.key,
              { srv, api, station, user: session.user },
              body,
            ),
          }),
      },
      options,
    );
    if (matches(shape, response)) return response as ResponseOf<Name>;
    throw new AnswerError(`The server's answer to ${name} is not of the documented form.`);
  }

  async #send(
    query: string,
    body: Uint8Array<ArrayBuffer>,
    extra: Record<string, string>,
    { signal, onSent, onText }: CallOptions,
  ): Promise<unknown> {
    const timeout = AbortSignal.timeout(this.#timeout);
    let status: number;
    let retryAfter: number | undefined;
    let text: string;
    try {
      const answer = this.#fetch(this.url.href + query, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...extra },
        body,
        redirect: 'error',
        credentials: 'omit',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      onSent?.();
      const response = await answer;
      status = response.status;
      const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
      retryAfter = Number.isFinite(seconds) ? seconds * 1000 : undefined;
      text = await response.text();
    } catch (cause) {
      if (signal?.aborted) throw new ClientError('cancelled', 'Cancelled.', { cause });
      const reason = timeout.aborted
        ? `gave no answer within ${this.#timeout / 1000} s`
        : 'cannot be reached';
      throw new ConnectionError(
        `${this.url.origin} ${reason}. Is the server running, and is the address right?`,
        { cause },
      );
    }
    await onText?.(text);
    const json = parsed(text);
    if (isErrorAnswer(json)) throw new ServerError(json, status, retryAfter);
    // A proxy that speaks for a server which is down: as good as no answer.
    if (json === undefined && (status >= 502 || status === 429)) {
      throw new ConnectionError(`${this.url.origin} is not available (HTTP ${status}).`);
    }
    if (json === undefined) {
      // A download that was cut off has no end, so it is no JSON.
      if (status === 200) throw new ConnectionError(`The answer of ${this.url.origin} was cut off.`);
      throw new AnswerError(`${this.url.origin} does not answer as a Parley server does (HTTP ${status}).`);
    }
    return json;
  }

  /** Learns the clock of the server from a `clock_skew`. @returns whether that makes signing anew worth a try */
  adoptClock(answer: ErrorAnswer): boolean {
    const server = Date.parse(`${answer.servertime?.replace(' ', 'T')}Z`);
    if (Number.isNaN(server) || Math.abs(server - this.now()) < 60_000) return false;
    this.#clockOffset = server - this.#now();
    return true;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isErrorAnswer(json: unknown): json is ErrorAnswer {
  const answer = json as ErrorAnswer | null | undefined;
  return answer?.status === 'ERROR' && typeof answer.errormessage === 'string' && answer.errorcode in errors;
}
