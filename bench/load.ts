/**
 * A load generator that costs little itself: prepared requests over raw keep-alive connections, each sending its next
 * request when the answer to the last one is whole. Bounded in time and number.
 */
export interface Load {
  readonly port: number;
  readonly connections: number;
  /** Prepared HTTP requests, taken in turn; every one at most once when `once` is set. */
  readonly requests: readonly Uint8Array[];
  readonly once?: boolean;
  /** Seconds. */
  readonly duration: number;
}

export interface LoadResult {
  readonly answers: number;
  /** Answers with a status other than 200. */
  readonly failures: number;
  readonly perSecond: number;
}

interface Connection {
  /** Bytes of the current answer that are still to come. */
  remaining: number;
}

export async function load({
  port,
  connections,
  requests,
  once = false,
  duration,
}: Load): Promise<LoadResult> {
  let next = 0;
  let answers = 0;
  let failures = 0;
  const started = performance.now();
  const deadline = started + duration * 1000;
  const { promise: finished, resolve } = Promise.withResolvers<void>();
  let open = connections;
  let ended = started;

  const send = (socket: Bun.Socket<Connection>) => {
    if (performance.now() >= deadline || (once && next >= requests.length)) {
      socket.end();
      ended = performance.now();
      if (--open === 0) resolve();
      return;
    }
    socket.write(requests[next++ % requests.length] as Uint8Array);
  };
  for (let index = 0; index < connections; index++) {
    await Bun.connect<Connection>({
      hostname: '127.0.0.1',
      port,
      data: { remaining: 0 },
      socket: {
        open: send,
        data(socket, chunk) {
          const connection = socket.data;
          if (connection.remaining === 0) {
            // Both servers send the head in one piece with at least the beginning of the body.
            const head = chunk.indexOf('\r\n\r\n');
            const text = chunk.toString('latin1', 0, head);
            if (!text.startsWith('HTTP/1.1 200')) failures++;
            const length = /content-length: (\d+)/i.exec(text)?.[1];
            if (length === undefined) throw new Error(`an answer without a length: ${text}`);
            connection.remaining = Number(length) + head + 4;
          }
          connection.remaining -= chunk.length;
          if (connection.remaining === 0) {
            answers++;
            send(socket);
          }
        },
      },
    });
  }
  await finished;
  return { answers, failures, perSecond: (answers / (ended - started)) * 1000 };
}

/** A signed call as the bytes of an HTTP request. */
export interface PreparedCall {
  readonly host: string;
  readonly srv: string;
  readonly api: string;
  readonly user: string;
  readonly station: string;
  readonly key: Uint8Array;
  readonly body: string;
}

export function prepare({ host, srv, api, user, station, key, body }: PreparedCall): Uint8Array {
  const signature = new Bun.CryptoHasher('sha256', key)
    .update(`${srv}\n${api}\n${station}\n${user}\n${body}`)
    .digest('hex');
  const lines = [
    `POST /?srv=${srv}&api=${api} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: application/json',
    `Ozeki-Signature: ${signature}`,
    `Ozeki-Station: ${station}`,
    `Ozeki-User: ${user}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
