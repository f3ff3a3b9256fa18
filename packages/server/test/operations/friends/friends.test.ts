import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { hexOf } from '../../http/person.ts';
import { TestServer } from '../../http/server.ts';
import { codeOf, Station } from '../../http/station.ts';

let server: TestServer;
let alice: Station;
let bob: Station;

beforeEach(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
  bob = await Station.register(server, 'Bob');
});
afterEach(() => server.close());

interface Entry {
  friendid: string;
  friendname: string;
  availability: string;
}
const befriend = (from: Station, to: Station) => from.call('friends/add', { friendid: to.person.id });
const listOf = async (station: Station) => (await station.call('friends/list')).body;
const friendsOf = async (station: Station) => Object.keys((await listOf(station)).friends as object);
const availabilityIn = async (station: Station, of: Station) =>
  ((await listOf(station)).availabilities as Entry[]).find(({ friendid }) => friendid === of.person.id)
    ?.availability;
const namesFound = async (station: Station, query: string) =>
  ((await station.call('friends/search', { query })).body.users as Entry[]).map(
    ({ friendname }) => friendname,
  );
const keysFor = async (station: Station, userids: string[]) =>
  ((await station.call('friends/keys', { userids })).body.users as Entry[]).map(({ friendid }) => friendid);

describe('add', () => {
  test('makes two people friends at once, on both sides', async () => {
    expect(codeOf(await befriend(alice, bob))).toBe('OK');
    expect(await friendsOf(alice)).toEqual([bob.person.id]);
    expect(await friendsOf(bob)).toEqual([alice.person.id]);
    expect(codeOf(await befriend(alice, bob))).toBe('OK');
    expect(await friendsOf(alice)).toEqual([bob.person.id]);
  });

  test('of oneself is refused', async () => {
    const answer = await befriend(alice, alice);
    expect([codeOf(answer), answer.body.errormessage]).toEqual([
      'invalid_request',
      '`friendid` must be the id of somebody else.',
    ]);
  });

  test('survives a restart', async () => {
    await befriend(alice, bob);
    await server.restart();
    expect(await friendsOf(bob)).toEqual([alice.person.id]);
  });
});

describe('remove', () => {
  test('ends a friendship for both', async () => {
    await befriend(alice, bob);
    expect(codeOf(await bob.call('friends/remove', { friendid: alice.person.id }))).toBe('OK');
    expect([await friendsOf(alice), await friendsOf(bob)]).toEqual([[], []]);
    expect(codeOf(await bob.call('friends/remove', { friendid: alice.person.id }))).toBe('not_found');
  });
});

describe('list', () => {
  test('has the documented shape, the keys beside it', async () => {
    await befriend(alice, bob);
    const { publickey, signpublickey, identitysignature } = bob.person.registration;
    expect(JSON.stringify(await listOf(alice))).toBe(
      JSON.stringify({
        status: 'OK',
        errormessage: '',
        friends: { [bob.person.id]: 'Bob' },
        availabilities: [
          {
            friendid: bob.person.id,
            friendname: 'Bob',
            publickey,
            availability: 'offline',
            signpublickey,
            identitysignature,
          },
        ],
      }),
    );
  });

  test('of somebody without friends is empty', async () => {
    expect(await listOf(alice)).toMatchObject({ friends: {}, availabilities: [] });
  });
});

describe('availability', () => {
  test('is available for 90 s after a signed call', async () => {
    await befriend(alice, bob);
    expect(await availabilityIn(alice, bob)).toBe('offline');
    await listOf(bob);
    expect(await availabilityIn(alice, bob)).toBe('available');
    server.now += 89_999;
    expect(await availabilityIn(alice, bob)).toBe('available');
    server.now += 1;
    expect(await availabilityIn(alice, bob)).toBe('offline');
    await listOf(bob);
    expect(await availabilityIn(alice, bob)).toBe('available');
  });

  test('does not follow from a call with a wrong signature', async () => {
    await befriend(alice, bob);
    await bob.call('friends/list', {}, { headers: { 'Ozeki-Signature': '0'.repeat(64) } });
    expect(await availabilityIn(alice, bob)).toBe('offline');
  });
});

describe('search', () => {
  test('finds a part of the name or nick, in any case and form', async () => {
    await Station.register(server, 'zoe', 'Zoë Ångström');
    // As it is, blanks around it, decomposed, in capitals, a part, full width.
    for (const query of ['Zoë', ' zoë ', 'Zoe\u0308', 'ÅNGSTRÖM', 'ngst', 'ｚｏｅ']) {
      expect([query, await namesFound(alice, query)]).toEqual([query, ['zoe']]);
    }
    expect(await namesFound(alice, 'angstrom')).toEqual([]);
  });

  test('finds a whole e-mail address and no part of it', async () => {
    const { email } = bob.person;
    expect(await namesFound(alice, ` ${email.toUpperCase()} `)).toEqual(['Bob']);
    expect(await namesFound(alice, email.slice(1))).toEqual([]);
  });

  test('takes wildcards as what they are', async () => {
    await Station.register(server, '100%_\\');
    for (const query of ['%', '_', '\\', '0%_\\'])
      expect(await namesFound(alice, query)).toEqual(['100%_\\']);
    expect(await namesFound(alice, 'B_b')).toEqual([]);
    expect(await namesFound(alice, "' OR 1=1 --")).toEqual([]);
  });

  test('leaves the caller out', async () => {
    expect(await namesFound(alice, 'Alice')).toEqual([]);
    expect(await namesFound(bob, 'Alice')).toEqual(['Alice']);
    expect(await namesFound(alice, alice.person.email)).toEqual([]);
  });

  test('answers at most 50, in the order of their names, a whole address first', async () => {
    const nicks = Array.from({ length: 52 }, (_, index) => `many ${String(index).padStart(2, '0')}`);
    for (const nick of nicks) await Station.register(server, nick);
    expect(await namesFound(alice, 'MANY')).toEqual(nicks.slice(0, 50));
  });
});

describe('keys', () => {
  test('are given of friends and of oneself, in the order of the question', async () => {
    const carol = await Station.register(server, 'Carol');
    await befriend(alice, bob);
    const [a, b, c] = [alice.person.id, bob.person.id, carol.person.id];
    expect(await keysFor(alice, [b, c, a, hexOf('nobody'), b])).toEqual([b, a]);
    expect(await keysFor(carol, [a, b])).toEqual([]);
    expect(await keysFor(carol, [])).toEqual([]);
  });

  test('may be asked for 1,000 people, and not for more', async () => {
    const ids = Array.from({ length: 999 }, (_, index) => hexOf(`nobody ${index}`));
    expect(await keysFor(alice, [...ids, alice.person.id])).toEqual([alice.person.id]);
    const answer = await alice.call('friends/keys', { userids: [...ids, ...ids] });
    expect(codeOf(answer)).toBe('invalid_request');
    expect(answer.body.errormessage).toContain('`userids`');
  });
});
