import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { hexOf } from '../../http/person.ts';
import { TestServer } from '../../http/server.ts';
import { codeOf, Station } from '../../http/station.ts';
import { makeGroup, makePair } from '../../live/talk.ts';

let server: TestServer;
let alice: Station;
let bob: Station;

beforeEach(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice', 'Alice Liddell');
  bob = await Station.register(server, 'Bob');
});
afterEach(() => server.close());

const profile = async (station: Station, fields: object = {}) =>
  (await station.call('login/profile', fields)).text;
const answer = (fullname: string, nick: string) =>
  JSON.stringify({ status: 'OK', errormessage: '', fullname, nick });
/** Whether a station is told that something of Alice's changed. */
const isTold = async (station: Station) =>
  ((await station.call('notification/download')).body.friendavailabilitesof as string[]).includes(
    alice.person.id,
  );
const found = async (query: string) =>
  ((await bob.call('friends/search', { query })).body.users as { friendname: string }[]).map(
    ({ friendname }) => friendname,
  );

describe('the profile', () => {
  test('is read without a name', async () => {
    expect(await profile(alice)).toBe(answer('Alice Liddell', 'Alice'));
  });

  test('keeps what is not named', async () => {
    expect(await profile(alice, { nick: 'Al' })).toBe(answer('Alice Liddell', 'Al'));
    expect(await profile(alice, { fullname: 'Alice Hargreaves' })).toBe(answer('Alice Hargreaves', 'Al'));
    expect(await profile(alice)).toBe(answer('Alice Hargreaves', 'Al'));
  });

  test('is what the next login answers, also after a restart', async () => {
    await profile(alice, { fullname: 'Alice Hargreaves', nick: 'Al' });
    await server.restart();
    const { body } = (await alice.login()).answer;
    expect([body.fullname, body.nick]).toEqual(['Alice Hargreaves', 'Al']);
  });

  test('is what others see and find, and what they do not find any more', async () => {
    await makePair(alice, bob);
    await profile(alice, { fullname: 'Ａlice Hargreaves', nick: 'Al' });
    expect((await bob.call('friends/list')).body.friends).toEqual({ [alice.person.id]: 'Al' });
    expect([await found('alice harg'), await found('liddell')]).toEqual([['Al'], []]);
  });

  test('changes nothing of anybody else', async () => {
    await profile(alice, { fullname: 'Bob', nick: 'Bob' });
    await profile(alice, { fullname: 'Alice', nick: 'Al' });
    expect(await profile(bob)).toBe(answer('Bob Example', 'Bob'));
  });

  test.each([
    { fullname: '' },
    { nick: '  ' },
    { nick: 'x'.repeat(41) },
    { fullname: 'a\u202eb' },
    { nick: 7 },
  ])('refuses %j as it is refused at registration', async (fields) => {
    expect(codeOf(await alice.call('login/profile', fields))).toBe('invalid_request');
    expect(await profile(alice)).toBe(answer('Alice Liddell', 'Alice'));
  });
});

describe('of a new name is told', () => {
  test('who has the user as a friend or in a conversation, and the other stations of the user', async () => {
    const [carol, dave] = [await Station.register(server, 'Carol'), await Station.register(server, 'Dave')];
    const phone = await alice.login(hexOf('phone'));
    await makePair(alice, bob);
    await makeGroup(carol, alice);
    const stations = [alice, phone, bob, carol, dave];
    for (const station of stations) await isTold(station);
    await profile(alice, { nick: 'Al' });
    expect(await Promise.all(stations.map(isTold))).toEqual([false, true, true, true, false]);
  });

  test('nobody when it is the same', async () => {
    await makePair(alice, bob);
    await isTold(bob);
    await profile(alice, { fullname: 'Alice Liddell', nick: 'Alice' });
    await profile(alice);
    expect(await isTold(bob)).toBe(false);
  });
});
