import { afterEach, beforeEach, expect, test } from 'bun:test';
import { Replays } from '../../src/http/replays.ts';
import { LIMITS, type Limits } from '../../src/live/connection.ts';
import { Sockets } from '../../src/live/sockets.ts';
import { openLog } from '../../src/log.ts';
import type { Caller } from '../../src/operations/operation.ts';
import { Presence } from '../../src/presence.ts';
import { Sessions } from '../../src/sessions/sessions.ts';
import { openWorld, type Place, type World } from '../harness.ts';
import { RawConnection } from '../http/raw.ts';
import { Socket } from './socket.ts';

/* The sockets of a server with limits that a test can wait for, on real parts below HTTP. */

let world: World;
let sessions: Sessions;
let server: Bun.Server<unknown>;

beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await server.stop(true);
  await world.close();
});

async function serve(limits: Partial<Limits>): Promise<Sockets> {
  const { services, hub } = world;
  sessions = new Sessions(world.store, new Uint8Array(32), services, hub);
  const log = openLog('silent');
  const replays = await Replays.open(world.store, world.now);
  const presence = new Presence(services.now);
  const parts = { services, sessions, presence, hub, replays, log, now: services.now };
  const sockets = new Sockets(parts, { ...LIMITS, ...limits });
  server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    websocket: sockets.handler,
    fetch: (request, { upgrade }) => {
      upgrade.call(server, request, { data: sockets.connection(world.workspace) });
      return undefined;
    },
  }) as Bun.Server<unknown>;
  return sockets;
}

const url = () => `ws://127.0.0.1:${server.port}/`;

/** A subscription by a new session of the caller's station. */
async function subscription({ workspace, user, station }: Caller): Promise<object> {
  const { key } = await sessions.start({ workspace: workspace.id, user, station }, '');
  const inner = { action: 'subscribe', transport: 'ws', nonce: '0'.repeat(32), timestamp: world.date };
  const body = JSON.stringify(inner);
  const signed = `chatserver\nchatlistener\n${station}\n${user}\n${body}`;
  const signature = new Bun.CryptoHasher('sha256', key).update(signed).digest('hex');
  return { action: 'subscribe', user, station, signature, body };
}

test('a socket that does not subscribe in time is told so and closed', async () => {
  await serve({ subscribe: 20 });
  const socket = await Socket.open(url());
  expect((await socket.frame()).errorcode).toBe('invalid_request');
  expect(await socket.closed).toBe(1008);
});

test('one that has subscribed stays', async () => {
  await serve({ subscribe: 300 });
  const { alice, bob, place } = await world.couple();
  const frame = await subscription(bob);
  const socket = await Socket.open(url());
  const silent = await Socket.open(url());
  socket.send(frame);
  await socket.text();
  // Its time began later, and is over.
  await silent.closed;
  await world.add(alice, place);
  expect((await socket.frame()).conversationchangedof).toEqual([place.conversationid]);
});

test('one that sends frames faster than they are handled is closed', async () => {
  await serve({ waiting: 3 });
  const socket = await Socket.open(url());
  for (let count = 0; count < 5; count++) socket.send('{}');
  const codes = [(await socket.frame()).errorcode, await socket.closed];
  expect(codes).toEqual([expect.stringMatching(/^(rate_limited|invalid_request)$/), 1008]);
});

/** A subscribed socket that reads nothing more, and messages until the server notices. */
async function deaf(): Promise<{ connection: RawConnection; alice: Caller; place: Place }> {
  const { alice, bob, place } = await world.couple();
  const connection = new RawConnection(server.port as number);
  connection.write(
    `GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  );
  await connection.until('\r\n\r\n');
  connection.write(frameOf(JSON.stringify(await subscription(bob))));
  await connection.until('"OK"');
  connection.pause();
  return { connection, alice, place };
}

/** A client's text frame, masked with zeros. */
function frameOf(text: string): string {
  const length = String.fromCharCode(text.length >> 8, text.length & 0xff);
  return `\x81\xfe${length}\0\0\0\0${text}`;
}

const large = { Data: 'x'.repeat(400_000) };

test('a socket that does not take what it is sent is closed', async () => {
  await serve({ slow: 50 });
  const { connection, alice, place } = await deaf();
  while (server.pendingWebSockets > 0) await world.add(alice, place, large);
  connection.close();
});

test('while it is slow the changes coalesce, so that it costs no more than one push', async () => {
  await serve({ slow: 60_000 });
  const { connection, alice, place } = await deaf();
  const memory = () => process.memoryUsage.rss();
  // What the system's buffers take is on its way; from then on nothing more is sent.
  for (let count = 0; count < 40; count++) await world.add(alice, place, large);
  Bun.gc(true);
  const before = memory();
  for (let count = 0; count < 200; count++) await world.add(alice, place, large);
  Bun.gc(true);
  expect(memory() - before).toBeLessThan(60_000_000);
  const last = await world.add(alice, place);
  connection.resume();
  // In the end it is told without deltas, and of what comes then it hears again as ever.
  await connection.until(
    `"conversationchangedof":["${place.conversationid}"],"conversationlistchangedof":[]}`,
  );
  expect(connection.received).not.toContain(last);
  const next = await world.add(alice, place);
  await connection.until(next);
  expect(connection.received).not.toContain(last);
  connection.close();
});
