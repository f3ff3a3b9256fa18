import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { TestServer } from '../http/server.ts';
import { Station } from '../http/station.ts';
import { Datagram } from './datagram.ts';
import { Socket } from './socket.ts';
import { hexOf, makePair } from './talk.ts';

let server: TestServer;
let alice: Station;
let bob: Station;
let his: Socket;

beforeEach(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
  bob = await Station.register(server, 'Bob');
  await makePair(alice, bob);
  his = await Socket.subscribed(bob);
});
afterEach(async () => {
  his.close();
  await server.close();
});

/** How somebody sees another in the list of friends. */
async function seen(by: Station, friend = alice): Promise<string | undefined> {
  const { body } = await by.call('friends/list');
  const list = body.availabilities as { friendid: string; availability: string }[];
  return list.find(({ friendid }) => friendid === friend.person.id)?.availability;
}

/** Bob is told of Alice, and then sees her as … */
async function told(): Promise<string | undefined> {
  expect(await his.frame()).toMatchObject({
    friendavailabilitesof: [alice.person.id],
    conversationchangedof: [],
    conversationlistchangedof: [],
  });
  return seen(bob);
}

test('what a user says is told to friends, whenever it is something else', async () => {
  for (const [call, state] of [
    ['useraway', 'away'],
    ['userbusy', 'busy'],
    ['useroffline', 'offline'],
    ['useravailable', 'available'],
  ] as const) {
    await alice.call(`availability/${call}`);
    expect(await told()).toBe(state);
    await alice.call(`availability/${call}`);
  }
  expect(his.waiting).toBe(0);
});

test('who was told offline stays so, whatever else their station calls', async () => {
  await alice.call('availability/useroffline');
  expect(await told()).toBe('offline');
  await alice.call('friends/list');
  expect(await seen(bob)).toBe('offline');
});

test('who is silent for 90 seconds is offline, and friends are told when it happens', async () => {
  await alice.call('availability/useraway');
  expect(await told()).toBe('away');
  server.now += 89_999;
  expect(await seen(bob)).toBe('away');
  server.now += 1;
  expect(await told()).toBe('offline');
  await alice.call('conversation/list');
  expect(await told()).toBe('away');
});

describe('seen is', () => {
  test('who holds a socket, for as long as it is open', async () => {
    const hers = await Socket.subscribed(alice);
    server.now += 3_600_000;
    expect(await seen(bob)).toBe('available');
    expect(his.waiting).toBe(0);
    hers.close();
    expect(await told()).toBe('offline');
  });

  test('who registers by UDP', async () => {
    server.now += 90_000;
    expect(await told()).toBe('offline');
    const datagram = await Datagram.registered(alice);
    expect(await told()).toBe('available');
    datagram.close();
  });

  test('who polls, and not who makes a call that is refused', async () => {
    server.now += 90_000;
    expect(await told()).toBe('offline');
    await alice.call('friends/list', {}, { headers: { 'Ozeki-Signature': '0'.repeat(64) } });
    expect(await seen(bob)).toBe('offline');
    await alice.call('notification/download');
    expect(await told()).toBe('available');
  });
});

describe('who is blocked', () => {
  test('sees the blocker as offline, and is told of that alone', async () => {
    await alice.call('blocklist/block', { userid: bob.person.id });
    expect(await told()).toBe('offline');
    await alice.call('availability/useraway');
    await alice.call('availability/userbusy');
    await alice.call('notification/download');
    expect((await bob.call('notification/download')).body.friendavailabilitesof).toEqual([alice.person.id]);
    await alice.call('availability/useravailable');
    expect((await bob.call('notification/download')).body.friendavailabilitesof).toEqual([]);
    expect([await seen(bob), his.waiting]).toEqual(['offline', 0]);
    await alice.call('blocklist/unblock', { userid: bob.person.id });
    expect(await told()).toBe('available');
  });

  test('is still seen by the blocker', async () => {
    const hers = await Socket.subscribed(alice);
    await alice.call('blocklist/block', { userid: bob.person.id });
    await bob.call('availability/useraway');
    expect((await hers.frame()).friendavailabilitesof).toEqual([bob.person.id]);
    expect(await seen(alice, bob)).toBe('away');
    hers.close();
  });
});

test('the user’s other stations are told whom one of them blocks, and that it has stored the keyring', async () => {
  const phone = await Socket.subscribed(await alice.login(hexOf('phone')));
  for (const call of ['blocklist/block', 'blocklist/unblock'] as const) {
    await alice.call(call, { userid: bob.person.id });
    expect((await phone.frame()).friendavailabilitesof).toEqual([bob.person.id]);
  }
  await alice.call('login/keyring', { keyring: { counter: 1, box: 'AAAA' } });
  expect((await phone.frame()).friendavailabilitesof).toEqual([alice.person.id]);
  phone.close();
});

test('strangers are told nothing', async () => {
  const carol = await Station.register(server, 'Carol');
  const stranger = await Socket.subscribed(carol);
  await alice.call('availability/useraway');
  expect(await told()).toBe('away');
  await makePair(carol, await bob.login(hexOf('phone')));
  expect((await his.frame()).conversationlistchangedof).toEqual([bob.person.id]);
  await bob.call('availability/userbusy');
  expect((await stranger.frame()).friendavailabilitesof).toEqual([bob.person.id]);
  expect(stranger.waiting).toBe(0);
  stranger.close();
});
