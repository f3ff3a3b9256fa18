import { afterEach, expect, test } from 'bun:test';
import { textResponse } from '../../src/http/stream.ts';
import { JsonText } from '../../src/operations/operation.ts';
import { Refusal } from '../../src/operations/refusal.ts';
import { RawConnection } from './raw.ts';

/*
 * Answers in pieces, as they go over a real connection. The pieces are made here, because no conversation breaks on
 * command.
 */

let server: ReturnType<typeof Bun.serve> | undefined;
afterEach(async () => {
  await server?.stop(true);
});

interface Told {
  streamed: number;
  ends: number;
  cuts: unknown[];
}

/** Serves one answer. */
function serve(pieces: () => JsonText['pieces']): { port: number; told: Told } {
  const told: Told = { streamed: 0, ends: 0, cuts: [] };
  server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    development: false,
    fetch: () =>
      textResponse(new JsonText(pieces()), {
        onStream: () => {
          told.streamed++;
        },
        onCut: (error) => told.cuts.push(error),
        onEnd: () => {
          told.ends++;
        },
      }),
  });
  return { port: server.port as number, told };
}

function request(port: number): RawConnection {
  const connection = new RawConnection(port);
  connection.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  return connection;
}

test('one piece is an ordinary answer, with its length', async () => {
  const { port, told } = serve(() => ['{"a":"ä"}']);
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(response.headers.get('Content-Length')).toBe('10');
  expect(response.headers.get('Content-Type')).toBe('application/json');
  expect(await response.text()).toBe('{"a":"ä"}');
  expect(told).toEqual({ streamed: 0, ends: 0, cuts: [] });
});

test('several pieces are streamed, in their order', async () => {
  const { port, told } = serve(async function* () {
    yield '{"a":[';
    for (let number = 0; number < 1000; number++) yield `${number},`;
    yield '"ä"]}';
  });
  const connection = request(port);
  expect(await connection.ended).toBe('closed');
  expect(connection.received).toContain('Transfer-Encoding: chunked');
  expect(connection.received).toEndWith('\r\n0\r\n\r\n');
  const { a } = (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as { a: unknown[] };
  expect(a).toEqual([...Array(1000).keys(), 'ä']);
  expect(told).toEqual({ streamed: 2, ends: 2, cuts: [] });
});

test('an error midway cuts the connection: the last chunk never comes', async () => {
  const failure = new Error('the disk is gone');
  const arrived = Promise.withResolvers<void>();
  const { port, told } = serve(async function* () {
    yield '{"messages":[';
    yield '{}';
    await arrived.promise;
    throw failure;
  });
  const connection = request(port);
  await connection.until('{}');
  arrived.resolve();
  await connection.ended;
  expect(connection.received).toContain('{"messages":[');
  expect(connection.received).not.toContain('\r\n0\r\n\r\n');
  expect(told).toEqual({ streamed: 1, ends: 1, cuts: [failure] });
  const again = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
  await expect(again).rejects.toThrow();
});

test('an error before anything is sent is left to the lifecycle', async () => {
  const early = function* () {
    yield '{';
    throw new Refusal('not_found', 'It is not there.');
  };
  const events = { onStream: () => {}, onCut: () => {}, onEnd: () => {} };
  await expect(textResponse(new JsonText(early()), events)).rejects.toMatchObject({ code: 'not_found' });
});

test('a client that goes away ends the making, after no more than the connection holds', async () => {
  const ended = Promise.withResolvers<number>();
  const piece = 'x'.repeat(65536);
  const { port, told } = serve(async function* () {
    let made = 0;
    try {
      for (; made < 10_000; made++) yield piece;
    } finally {
      ended.resolve(made);
    }
  });
  const connection = request(port);
  await connection.until('x');
  connection.pause();
  connection.close();
  // 10,000 pieces are 640 MB: what is made is what fits into the buffers between.
  expect(await ended.promise).toBeLessThan(1000);
  expect(told).toEqual({ streamed: 1, ends: 1, cuts: [] });
});
