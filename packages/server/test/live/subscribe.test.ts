import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { TestServer } from '../http/server.ts';
import { dateOf, Station } from '../http/station.ts';
import { Socket, socketUrl, subscription } from './socket.ts';
import { addMessage, hexOf, makePair } from './talk.ts';

let server: TestServer;
let alice: Station;
let bob: Station;

beforeAll(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
  bob = await Station.register(server, 'Bob');
});
afterAll(() => server.close());

const OK = '{"status":"OK","errormessage":""}';

let opened: Socket[] = [];
afterEach(() => {
  for (const socket of opened) socket.close();
  opened = [];
});

async function open(url = socketUrl(alice)): Promise<Socket> {
  const socket = await Socket.open(url);
  opened.push(socket);
  return socket;
}

/** What a first frame is answered with, and the code with which the socket is closed then. */
async function refusal(frame: object | string): Promise<[errorcode: unknown, code: number]> {
  const socket = await open();
  socket.send(frame);
  const { errorcode } = await socket.frame();
  return [errorcode, await socket.closed];
}

test('a signed subscription is answered, under each of the documented paths', async () => {
  const { port } = new URL(socketUrl(alice));
  for (const path of ['/', '/index.php', '/ozeki/index.php?srv=chatserver&api=chatlistener']) {
    const socket = await open(`ws://localhost:${port}${path}`);
    socket.send(subscription(alice));
    expect(await socket.text()).toBe(OK);
  }
});

describe('a first frame that is no subscription is answered with an error, and the socket closed', () => {
  const good = () => subscription(alice);
  const cases: [what: string, frame: () => object | string, errorcode: string][] = [
    ['no JSON', () => '{"action":', 'invalid_request'],
    ['no object', () => '[]', 'invalid_request'],
    ['another action', () => ({ ...good(), action: 'typing' }), 'invalid_request'],
    ['no signature', () => ({ ...good(), signature: undefined }), 'invalid_request'],
    ['a user that is no id', () => ({ ...good(), user: 'alice' }), 'invalid_request'],
    ['a signature in upper case', () => ({ ...good(), signature: 'A'.repeat(64) }), 'invalid_request'],
    ['a wrong signature', () => ({ ...good(), signature: '0'.repeat(64) }), 'signature_invalid'],
    ['a body that was changed', () => ({ ...good(), body: `${good().body} ` }), 'signature_invalid'],
    ["somebody else's signature", () => ({ ...good(), user: bob.person.id }), 'session_expired'],
    ['an unknown station', () => ({ ...good(), station: hexOf('unknown') }), 'session_expired'],
    ['a subscription for UDP', () => subscription(alice, { transport: 'udp' }), 'invalid_request'],
    ['a signed body without nonce', () => subscription(alice, { nonce: undefined }), 'invalid_request'],
    [
      'a clock that is off',
      () => subscription(alice, { timestamp: dateOf(server.now - 301_000) }),
      'clock_skew',
    ],
    [
      'a date before the start',
      () => subscription(alice, { timestamp: dateOf(server.now - 299_000) }),
      'replayed',
    ],
  ];
  for (const [what, frame, errorcode] of cases) {
    test(what, async () => {
      expect(await refusal(frame())).toEqual([errorcode, 1008]);
    });
  }

  test('a signature of another call', async () => {
    const body = subscription(alice).body as string;
    const signature = alice.sign('chatserver', 'chatnotification', alice.id, body);
    expect(await refusal({ ...subscription(alice), body, signature })).toEqual(['signature_invalid', 1008]);
  });

  test('bytes', async () => {
    const socket = await open();
    socket.sendBytes(new TextEncoder().encode(JSON.stringify(subscription(alice))));
    expect([(await socket.frame()).errorcode, await socket.closed]).toEqual(['invalid_request', 1008]);
  });

  test('more than a frame may have', async () => {
    const socket = await open();
    socket.send({ ...subscription(alice), filler: 'x'.repeat(17_000) });
    expect(await socket.closed).toBe(1009);
  });
});

test('a subscription is accepted once, here and on any other socket', async () => {
  const frame = subscription(alice);
  const first = await open();
  first.send(frame);
  expect(await first.text()).toBe(OK);
  expect(await refusal(frame)).toEqual(['replayed', 1008]);
  first.send(frame);
  expect((await first.frame()).errorcode).toBe('invalid_request');
  expect(await first.closed).toBe(1008);
});

test('a subscription ahead of the clock is accepted once, a crash between', async () => {
  const crashing = await TestServer.start();
  const carol = await Station.register(crashing, 'Carol');
  const frame = subscription(carol, { timestamp: dateOf(crashing.now + 200_000) });
  const answered = async () => {
    const socket = await open(`ws://localhost:${crashing.port}/`);
    socket.send(frame);
    return (await socket.frame()).errorcode;
  };
  expect(await answered()).toBeUndefined();
  await crashing.crash();
  expect(await answered()).toBe('replayed');
  await crashing.close();
});

test('nothing is pushed before the subscription', async () => {
  const place = await makePair(alice, bob);
  const silent = await open();
  const subscribed = await Socket.subscribed(bob);
  opened.push(subscribed);
  await addMessage(alice, place);
  expect((await subscribed.frame()).conversationchangedof).toEqual([place.conversationid]);
  expect(silent.waiting).toBe(0);
});

describe('after the subscription a frame that is no typing is an error, and the socket is closed', () => {
  const frames: [what: string, frame: object | string][] = [
    ['no JSON', 'typing'],
    ['another action', { action: 'download' }],
    ['no conversation', { action: 'typing' }],
  ];
  for (const [what, frame] of frames) {
    test(what, async () => {
      const socket = await Socket.subscribed(alice);
      socket.send(frame);
      expect([(await socket.frame()).errorcode, await socket.closed]).toEqual(['invalid_request', 1008]);
    });
  }
});

describe('what is no WebSocket', () => {
  const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket' };
  const handshake = {
    ...upgrade,
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version': '13',
  };
  const requests: [what: string, path: string, method: string, headers: object, status: number][] = [
    ['a path where nothing is', '/nowhere', 'GET', handshake, 404],
    ['the health check', '/health', 'GET', handshake, 404],
    ['another method', '/', 'PUT', handshake, 404],
    ['half a handshake', '/?srv=chatserver&api=chatlistener', 'GET', upgrade, 405],
  ];
  for (const [what, path, method, headers, status] of requests) {
    test(`${what} is ${status}`, async () => {
      const answer = await fetch(server.url + path, { method, headers: headers as Record<string, string> });
      expect(answer.status).toBe(status);
      expect(((await answer.json()) as { status: string }).status).toBe('ERROR');
    });
  }
});
