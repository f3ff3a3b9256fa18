import { afterEach, expect, test } from 'bun:test';
import { Socket, socketUrl } from '../live/socket.ts';
import { headOf, RawConnection } from './raw.ts';
import { TestServer } from './server.ts';
import { Station } from './station.ts';

const HELLO = '{"action":"hello"}';

let server: TestServer;
afterEach(() => server.close());

/** A request whose second half is still to come, and which the server has begun to read. */
async function halfARequest(): Promise<RawConnection> {
  const connection = new RawConnection(server.port);
  connection.write(headOf(`Content-Length: ${HELLO.length}`) + HELLO.slice(0, 9));
  while (server.running.pending() === 0) await new Promise((resolve) => setImmediate(resolve));
  return connection;
}

test('what is under way when the server stops is answered, and what comes then is told so', async () => {
  server = await TestServer.start({ stopTimeout: 30 });
  const underWay = await halfARequest();
  const stopped = server.stop();
  const late = await fetch(`${server.url}/health`);
  expect([late.status, late.headers.get('Retry-After'), late.headers.get('Connection')]).toEqual([
    503,
    '1',
    'close',
  ]);
  expect(await late.json()).toEqual({
    status: 'ERROR',
    errorcode: 'overloaded',
    errormessage: 'The server is stopping: try again when it is back.',
  });
  underWay.write(HELLO.slice(9));
  await underWay.ended;
  expect(underWay.received).toStartWith('HTTP/1.1 200 OK');
  expect(underWay.received).toContain('Connection: close');
  await stopped;
  await expect(fetch(`${server.url}/health`)).rejects.toThrow();
});

test('what does not finish in time is cut', async () => {
  server = await TestServer.start({ stopTimeout: 0 });
  const underWay = await halfARequest();
  await server.stop();
  await underWay.ended;
  expect(underWay.received).toBe('');
});

test('stopping twice is stopping once, and the folder is free for the next server', async () => {
  server = await TestServer.start();
  await Promise.all([server.stop(), server.stop()]);
  await server.start();
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
});

test('sockets are closed as going away, and polls that wait are answered, without delay', async () => {
  server = await TestServer.start({ stopTimeout: 60 });
  const alice = await Station.register(server, 'Alice');
  const subscribed = await Socket.subscribed(alice);
  const silent = await Socket.open(socketUrl(alice));
  const poll = alice.call('notification/download', { wait: 55 });
  while (server.running.listeners() < 2) await new Promise((resolve) => setImmediate(resolve));
  const started = performance.now();
  await server.stop();
  expect(performance.now() - started).toBeLessThan(5000);
  expect([await subscribed.closed, await silent.closed]).toEqual([1001, 1001]);
  expect((await poll).body).toMatchObject({ status: 'OK', conversationchangedof: [] });
});

test('a socket that is asked for while the server stops is refused', async () => {
  server = await TestServer.start({ stopTimeout: 30 });
  const alice = await Station.register(server, 'Alice');
  const underWay = await halfARequest();
  const stopped = server.stop();
  await expect(Socket.open(socketUrl(alice))).rejects.toThrow();
  underWay.write(HELLO.slice(9));
  await stopped;
});
