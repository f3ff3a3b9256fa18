import type { Config } from '../config.ts';
import { codeOf, openAt } from '../open-at.ts';
import { StartError } from '../start-error.ts';
import type { Datagrams } from './datagrams.ts';

/** Source: docs/spec/wire.md part 2, Listeners. */
const DEFAULT_PORT = 9010;

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
    return listening(await openAt(host, port, (hostname, at) => socketAt(hostname, at, datagrams)));
  } catch (error) {
    const code = codeOf(error);
    if (config.udpPort === '' && code === 'EADDRINUSE') return undefined;
    throw new StartError(
      `The UDP listener cannot have port ${port} of ${JSON.stringify(host)} (${code}): choose another with --udp-port or PARLEY_UDP_PORT (0 takes any free one, off does without).`,
      { cause: error },
    );
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
            if (!socket.closed) sendOn(socket, text, from, address);
          },
        });
      },
    },
  });
}

/**
 * Sends a datagram. What the system says at a call may be of an earlier datagram, whose client is gone: then this one
 * was not sent, and is sent now.
 */
function sendOn(socket: Pick<Socket, 'send'>, text: string, port: number, address: string): void {
  for (let tries = 1; tries <= 2; tries++) {
    try {
      socket.send(text, port, address);
      return;
    } catch {
      // A datagram may be lost at any time: the client polls as well.
    }
  }
}

function listening(sockets: readonly [Socket, ...Socket[]]): UdpListening {
  return {
    port: sockets[0].port,
    close: () => {
      for (const socket of sockets) socket.close();
    },
  };
}
