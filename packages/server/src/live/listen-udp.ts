import type { Config } from '../config.ts';
import { StartError } from '../start-error.ts';
import type { Datagrams } from './datagrams.ts';

/** Source: docs/spec/wire.md part 2, Listeners. */
const DEFAULT_PORT = 9010;
/** How often a free port is looked for that is free by IPv4 and IPv6. */
const ATTEMPTS = 20;

export interface UdpListening {
  readonly port: number;
  close(): void;
}

/**
 * Listens for registrations, as `listen` of http does for calls.
 * @returns undefined when it is off: as the operator wishes, or because the port that nobody has asked for is in use
 * @throws StartError when the port that was asked for cannot be had
 */
export async function listenUdp(
  config: Pick<Config, 'host' | 'udpHost' | 'port' | 'udpPort'>,
  datagrams: Datagrams,
): Promise<UdpListening | undefined> {
  if (config.udpPort === 'off') return undefined;
  const host = config.udpHost || config.host;
  const port = config.udpPort === '' ? (config.port === 0 ? 0 : DEFAULT_PORT) : config.udpPort;
  try {
    return await open(host, port, datagrams);
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'unknown reason';
    if (config.udpPort === '' && code === 'EADDRINUSE') return undefined;
    throw new StartError(
      `The UDP listener cannot have port ${port} of ${JSON.stringify(host)} (${code}): choose another with --udp-port or PARLEY_UDP_PORT (0 takes any free one, off does without).`,
      { cause: error },
    );
  }
}

async function open(host: string, port: number, datagrams: Datagrams): Promise<UdpListening> {
  if (host !== 'localhost') return listening([await socketAt(host, port, datagrams)]);
  for (let left = ATTEMPTS; ; left--) {
    const first = await socketAt('127.0.0.1', port, datagrams);
    try {
      return listening([first, await socketAt('::1', first.port, datagrams)]);
    } catch (error) {
      // A machine without IPv6 listens without it.
      if ((error as { code?: string }).code !== 'EADDRINUSE') return listening([first]);
      first.close();
      if (port !== 0 || left === 0) throw error;
    }
  }
}

type Socket = Awaited<ReturnType<typeof socketAt>>;

function socketAt(hostname: string, port: number, datagrams: Datagrams) {
  return Bun.udpSocket({
    hostname,
    port,
    socket: {
      // A client that is gone has its machine answer that nobody listens there: that is its own affair.
      error: () => {},
      data: (socket, bytes, from, address) => {
        void datagrams.received(bytes, {
          send: (text) => {
            if (!socket.closed) socket.send(text, from, address);
          },
        });
      },
    },
  });
}

function listening(sockets: readonly [Socket, ...Socket[]]): UdpListening {
  return {
    port: sockets[0].port,
    close: () => {
      for (const socket of sockets) socket.close();
    },
  };
}
