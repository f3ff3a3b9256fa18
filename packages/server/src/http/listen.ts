import type { Config } from '../config.ts';
import type { Connection } from '../live/connection.ts';
import type { Sockets } from '../live/sockets.ts';
import type { Log } from '../log.ts';
import { codeOf, openAt } from '../open-at.ts';
import { StartError } from '../start-error.ts';
import type { BunServer, Listening } from './listening.ts';
import type { HttpServer } from './server.ts';
import { listenTls } from './tls.ts';

/** How long an answer that takes long may be silent, in seconds: more than a long poll waits. */
const LONG_TIMEOUT = 120;

/**
 * Listens for calls and WebSockets, with TLS when there is a certificate.
 * @throws StartError when the address or port cannot be had, or the certificate not used
 */
export async function listen(
  config: Pick<Config, 'host' | 'port' | 'requestTimeout' | 'tlsCert' | 'tlsKey'>,
  http: HttpServer,
  sockets: Sockets,
  log: Log,
): Promise<Listening> {
  const { host, port, requestTimeout, tlsCert, tlsKey } = config;
  const serve = (hostname: string, at: number) =>
    Bun.serve<Connection>({
      hostname,
      port: at,
      // Otherwise a second server would share the port, and get some of the requests.
      reusePort: false,
      idleTimeout: requestTimeout,
      // Bun would answer larger ones itself, and not in JSON: they are counted in body.ts.
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
      // The log alone tells of errors.
      development: false,
      websocket: sockets.handler,
      fetch: (request, server) => {
        if (request.headers.get('upgrade')?.toLowerCase() === 'websocket') {
          const workspace = http.socketFor(request);
          if (workspace instanceof Response) return workspace;
          if (server.upgrade(request, { data: sockets.connection(workspace) })) return undefined;
        }
        return http.answer(request, () => {
          server.timeout(request, LONG_TIMEOUT);
        });
      },
    });
  try {
    if (tlsCert !== '' || tlsKey !== '') return await listenTls({ host, port, tlsCert, tlsKey }, serve, log);
    return listening(await openAt(host, port, (hostname, at) => opened(serve(hostname, at))));
  } catch (error) {
    throw error instanceof StartError ? error : cannotListen(host, port, error);
  }
}

interface OpenServer {
  readonly server: BunServer;
  readonly port: number;
  close(): Promise<void>;
}

function opened(server: BunServer): OpenServer {
  return { server, port: server.port ?? 0, close: () => server.stop(true) };
}

function listening(opened: [OpenServer, ...OpenServer[]]): Listening {
  return {
    port: opened[0].port,
    close: async () => {
      await Promise.all(opened.map(({ server }) => server.stop()));
    },
    cut: () => {
      for (const { server } of opened) void server.stop(true);
    },
  };
}

function cannotListen(host: string, port: number, error: unknown): StartError {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port} is in use: stop what listens there, or choose another with --port or PARLEY_PORT (0 takes any free one).`,
      { cause: error },
    );
  }
  if (code === 'EACCES') {
    return new StartError(
      `Port ${port} may not be used without special rights: choose one from 1024 on with --port or PARLEY_PORT.`,
      { cause: error },
    );
  }
  return new StartError(
    `The server cannot listen on ${JSON.stringify(host)} (${code}): give --host or PARLEY_HOST an address of this machine.`,
    { cause: error },
  );
}
