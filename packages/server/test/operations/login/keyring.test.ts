import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { TestServer } from '../../http/server.ts';
import { codeOf, Station } from '../../http/station.ts';

let server: TestServer;
let alice: Station;

beforeEach(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
});
afterEach(() => server.close());

const box = (text: string) => Buffer.from(text).toString('base64');
const read = async (station = alice) => (await station.call('login/keyring')).body.keyring;
const store = (counter: number, text: string, station = alice) =>
  station.call('login/keyring', { keyring: { counter, box: box(text) } });

describe('the keyring', () => {
  test('is empty under counter 0 before the first', async () => {
    expect(await read()).toEqual({ counter: 0, box: '' });
  });

  test('is answered as it is stored, to every station of its user and nobody else', async () => {
    const answer = await store(1, 'first');
    expect([codeOf(answer), answer.body.keyring]).toEqual(['OK', { counter: 1, box: box('first') }]);
    const second = await alice.login('0'.repeat(32));
    expect(await read(second)).toEqual({ counter: 1, box: box('first') });
    const bob = await Station.register(server, 'Bob');
    expect(await read(bob)).toEqual({ counter: 0, box: '' });
  });

  test('never goes back: the same counter or a lower one is a conflict', async () => {
    await store(5, 'fifth');
    for (const counter of [5, 4, 1, 0]) expect(codeOf(await store(counter, 'older'))).toBe('conflict');
    expect(await read()).toEqual({ counter: 5, box: box('fifth') });
    expect(codeOf(await store(9, 'ninth'))).toBe('OK');
    await server.restart();
    expect(await read()).toEqual({ counter: 9, box: box('ninth') });
  });

  test('is stored by one of two stations that store at once', async () => {
    const second = await alice.login('0'.repeat(32));
    const codes = await Promise.all([store(1, 'one'), store(1, 'other', second)]);
    expect(codes.map(codeOf).sort()).toEqual(['OK', 'conflict']);
  });

  test('does not take 0, which is before the first, nor what no u32 holds', async () => {
    expect(codeOf(await store(0, 'zeroth'))).toBe('conflict');
    expect(codeOf(await store(2 ** 32, 'beyond'))).toBe('invalid_request');
    expect(codeOf(await store(2 ** 32 - 1, 'last'))).toBe('OK');
  });
});
