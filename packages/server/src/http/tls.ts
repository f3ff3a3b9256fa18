import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Config } from '../config.ts';
import { errorFields, type Log } from '../log.ts';
import { openAt } from '../open-at.ts';
import { type CertificatePair, readCertificate } from './certificate.ts';
import type { BunServer, Listening } from './listening.ts';

/** How often the files are looked at, in milliseconds. */
const LOOK = 2000;
/** How long a handshake may take, in milliseconds. */
const HANDSHAKE_TIMEOUT = 20_000;

/**
 * Listens with TLS, and takes a renewed certificate over without dropping a connection.
 *
 * Bun's server cannot change its certificate, and a second one that shares the port resets whoever is just connecting
 * when the first one goes (measured: about three connections at every change under load). So a TLS server stands
 * before it, whose certificate can be changed, and hands over what it decrypts on the loopback. That costs about two
 * fifths of the requests a second, and 15 KB for a connection.
 * @throws StartError; the system's error when the address or port cannot be had
 */
export async function listenTls(
  { host, port, tlsCert, tlsKey }: Pick<Config, 'host' | 'port' | 'tlsCert' | 'tlsKey'>,
  serve: (host: string, port: number) => BunServer,
  log: Log,
): Promise<Listening> {
  let pair = await readCertificate(tlsCert, tlsKey);
  const inner = serve('127.0.0.1', 0);
  const connections = new Set<TLSSocket>();
  const open = (at: string, atPort: number) => openFront(at, atPort, pair, inner.port ?? 0, connections);
  let fronts: Awaited<ReturnType<typeof openFront>>[];
  try {
    fronts = await openAt(host, port, open);
  } catch (error) {
    void inner.stop(true);
    throw error;
  }
  for (const { server } of fronts) server.on('error', (error) => log.error(errorFields(error), 'TLS failed'));

  let failures = 0;
  const look = async () => {
    const renewed = await readCertificate(tlsCert, tlsKey);
    failures = 0;
    if (renewed.cert === pair.cert && renewed.key === pair.key) return;
    pair = renewed;
    for (const { server } of fronts) server.setSecureContext(pair);
    log.info('the certificate was renewed');
  };
  const looking = setInterval(() => {
    look().catch((error) => {
      // Files are replaced one after the other: in between they do not fit, and the old pair serves on.
      failures++;
      if (failures === 2) log.error(errorFields(error), 'the certificate cannot be renewed');
    });
  }, LOOK);
  looking.unref();

  const end = () => {
    clearInterval(looking);
    for (const { server } of fronts) server.close();
  };
  return {
    port: fronts[0]?.port ?? 0,
    close: async () => {
      end();
      await inner.stop();
      // What was sent last is still on its way through the front.
      await Promise.all([...connections].map((socket) => once(socket, 'close')));
    },
    cut: () => {
      end();
      void inner.stop(true);
      for (const socket of connections) socket.destroy();
    },
  };
}

async function openFront(
  host: string,
  port: number,
  pair: CertificatePair,
  innerPort: number,
  connections: Set<TLSSocket>,
): Promise<{ server: Server; port: number; close(): void }> {
  const options = { ...pair, ALPNProtocols: ['http/1.1'], handshakeTimeout: HANDSHAKE_TIMEOUT };
  const server = createServer(options, (outer) => {
    connections.add(outer);
    outer.once('close', () => connections.delete(outer));
    carry(outer, connect(innerPort, '127.0.0.1'));
  });
  server.listen({ host, port });
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** Carries bytes both ways, each side as fast as the other takes them; one that ends, or breaks, ends the other. */
function carry(outer: TLSSocket, inner: Socket): void {
  outer.setNoDelay(true);
  outer.pipe(inner).pipe(outer);
  for (const [one, other] of [
    [outer, inner],
    [inner, outer],
  ] as const) {
    one.on('error', () => one.destroy());
    one.on('close', () => other.destroySoon());
  }
}
