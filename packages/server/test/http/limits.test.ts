import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { BODY_LIMIT } from '@parley/protocol/wire';
import { headOf, RawConnection } from './raw.ts';
import { TestServer } from './server.ts';
import { send } from './station.ts';

let server: TestServer;
/** On a busy machine, a second is not always enough for a whole request. */
let impatient: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
  impatient = await TestServer.start({ requestTimeout: 1 });
});
afterAll(() => Promise.all([server.close(), impatient.close()]));

/** A body of so many bytes that `hello` accepts. */
function helloOf(length: number): string {
  const frame = '{"action":"hello","x":""}';
  return frame.replace('""', `"${'x'.repeat(length - frame.length)}"`);
}

const TOO_LARGE = JSON.stringify({
  status: 'ERROR',
  errorcode: 'too_large',
  errormessage: 'The body must have at most 1048576 bytes: send less at a time.',
});

/** The same body with and without a length announced. */
const transfers: [what: string, bodyOf: (text: string) => BodyInit][] = [
  ['announced', (text) => text],
  [
    'in chunks',
    (text) =>
      new ReadableStream({
        start(controller) {
          for (let at = 0; at < text.length; at += 65536) {
            controller.enqueue(new TextEncoder().encode(text.slice(at, at + 65536)));
          }
          controller.close();
        },
      }),
  ],
];

describe('a body of 1 MiB, and not a byte more', () => {
  const url = () => `${server.url}/?srv=chatserver&api=chatlogin`;
  const type = { 'Content-Type': 'application/json' };
  for (const [what, bodyOf] of transfers) {
    test(what, async () => {
      expect((await send(url(), type, bodyOf(helloOf(BODY_LIMIT)))).status).toBe(200);
      const answer = await send(url(), type, bodyOf(helloOf(BODY_LIMIT + 1)));
      expect([answer.status, answer.text]).toEqual([413, TOO_LARGE]);
      expect(answer.headers.get('Connection')).toBe('close');
      expect((await send(url(), type, bodyOf(helloOf(8 * BODY_LIMIT)))).text).toBe(TOO_LARGE);
    });
  }

  test('is refused while it still comes, when it does not end', async () => {
    const connection = new RawConnection(server.port);
    connection.write(headOf('Transfer-Encoding: chunked'));
    const chunk = `10000\r\n${'x'.repeat(65536)}\r\n`;
    let sent = 0;
    while (connection.received === '' && sent < 4096) {
      connection.write(chunk);
      sent++;
      await Bun.sleep(0);
    }
    await connection.ended;
    expect(connection.received).toStartWith('HTTP/1.1 413 ');
    expect(connection.received).toEndWith(TOO_LARGE);
  });

  test('is refused when it comes in chunks beside an announced length', async () => {
    const connection = new RawConnection(server.port);
    connection.write(headOf('Content-Length: 5', 'Transfer-Encoding: chunked'));
    for (let sent = 0; sent < 40; sent++) connection.write(`10000\r\n${'x'.repeat(65536)}\r\n`);
    await connection.ended;
    expect(connection.received).toStartWith('HTTP/1.1 400 ');
  });
});

describe('who does not send a whole request is cut off', () => {
  const opening: [what: string, begin: (connection: RawConnection) => void, trickle: string][] = [
    ['in the headers', (connection) => connection.write('POST / HTTP/1.1\r\nHost: local'), ''],
    ['in the body', (connection) => connection.write(`${headOf('Content-Length: 100')}{"ac`), ''],
    ['in the chunks', (connection) => connection.write(`${headOf('Transfer-Encoding: chunked')}5\r\n{"`), ''],
    ['byte by byte', (connection) => connection.write(`${headOf('Content-Length: 1000')}{`), ' '],
  ];
  for (const [what, begin, trickle] of opening) {
    test.concurrent(what, async () => {
      const connection = new RawConnection(impatient.port);
      begin(connection);
      const timer = setInterval(() => {
        if (trickle !== '') connection.write(trickle);
      }, 200);
      await connection.ended;
      clearInterval(timer);
      expect(connection.received).toBe('');
    }, 30_000);
  }

  test('and the server answers the next one', async () => {
    expect((await fetch(`${impatient.url}/health`)).status).toBe(200);
  });
});

describe('what is not HTTP, or hardly', () => {
  const requests: [what: string, text: string, status: number][] = [
    ['no request at all', 'hello\r\n\r\n', 400],
    [
      'an HTTP/1.0 request without host',
      `${headOf('Content-Length: 18').replace('1.1', '1.0').replace('Host: localhost\r\n', '')}{"action":"hello"}`,
      200,
    ],
    [
      'a host that is none',
      `${headOf('Content-Length: 18', 'Connection: close').replace('localhost', '<a b>%')}{"action":"hello"}`,
      200,
    ],
    ['a negative length', headOf('Content-Length: -1'), 400],
    ['a length that is no number', headOf('Content-Length: many'), 400],
  ];
  for (const [what, text, status] of requests) {
    test(`${what} is ${status}`, async () => {
      const connection = new RawConnection(server.port);
      connection.write(text);
      await connection.ended;
      expect(connection.received).toStartWith(`HTTP/1.1 ${status} `);
    });
  }
});
