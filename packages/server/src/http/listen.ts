import type { Connection } from '../live/connection.ts';
import type { Sockets } from '../live/sockets.ts';
import { StartError } from '../start-error.ts';
import type { HttpServer } from './server.ts';

export interface Listening {
  readonly port: number;
  /** Accepts nothing more and cuts idle connections; resolves when what is being answered is sent. */
  close(): Promise<void>;
  /** Cuts what is left. */
  cut(): void;
}

/** How long an answer that takes long may be silent, in seconds: more than a long poll waits. */
const LONG_TIMEOUT = 120;
/** How often a free port is looked for that is free by IPv4 and IPv6. */
const ATTEMPTS = 20;

/**
 * Listens. "localhost" is the loopback of IPv4, and of IPv6 where the machine has it: which of them a client
 * takes for "localhost" is its own choice.
 * @param requestTimeout seconds
 * @throws StartError when the address or port cannot be had
 */
export function listen(
  { host, port, requestTimeout }: { host: string; port: number; requestTimeout: number },
  http: HttpServer,
  sockets: Sockets,
): Listening {
  const open = (hostname: string, at: number) =>
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
  if (host !== 'localhost') {
    return listening([attempt(host, port, open)]);
  }
  for (let left = ATTEMPTS; ; left--) {
    const first = attempt('127.0.0.1', port, open);
    try {
      return listening([first, open('::1', first.port ?? port)]);
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') return listening([first]);
      void first.stop(true);
      if (port !== 0 || left === 0) throw cannotListen('::1', port, error);
    }
  }
}

type Server = Bun.Server<Connection>;

function attempt(host: string, port: number, open: (host: string, port: number) => Server): Server {
  try {
    return open(host, port);
  } catch (error) {
    throw cannotListen(host, port, error);
  }
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

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? 'unknown reason';
}

function listening(servers: readonly [Server, ...Server[]]): Listening {
  return {
    port: servers[0].port ?? 0,
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()));
    },
    cut: () => {
      for (const server of servers) void server.stop(true);
    },
  };
}
