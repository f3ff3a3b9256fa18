import { afterEach, describe, expect, test } from 'bun:test';
import { addFriend } from '../../../src/operations/friends/add.ts';
import { keysOfPeople } from '../../../src/operations/friends/keys.ts';
import { listFriends } from '../../../src/operations/friends/list.ts';
import { searchPeople } from '../../../src/operations/friends/search.ts';
import type { FriendServices } from '../../../src/operations/friends/services.ts';
import { type Caller, JsonText } from '../../../src/operations/operation.ts';
import { Presence } from '../../../src/presence.ts';
import type { Workspace } from '../../../src/store/workspaces.ts';
import { openWorld, type World } from '../../harness.ts';

/* What depends on deactivation and closed workspaces, which no call makes yet: on a real store, below HTTP. */

let world: World;
let services: FriendServices;
let alice: Caller;
let bob: Caller;
const signed = { clientversioncode: 3, timestamp: '2024-03-08 15:00:00' };

async function start(friendship: Workspace['friendship']): Promise<void> {
  world = await openWorld(friendship);
  services = { ...world.services, presence: new Presence(() => world.now) };
  alice = await world.user('Alice');
  bob = await world.user('Bob');
}
afterEach(() => world.close());

const add = (from: Caller, to: Caller) =>
  addFriend(services, from, { action: 'add', friendid: to.user, ...signed });

async function availabilities(of: Caller): Promise<Record<string, string>> {
  const answer = await listFriends(services, of, { action: 'list', ...signed });
  if (answer instanceof JsonText) throw new Error('the list is an object');
  return Object.fromEntries(
    answer.availabilities.map(({ friendname, availability }) => [friendname, availability]),
  );
}

async function namesIn(answer: ReturnType<typeof keysOfPeople> | ReturnType<typeof searchPeople>) {
  const body = await answer;
  if (body instanceof JsonText) throw new Error('the answer is an object');
  return body.users.map(({ friendname }) => friendname);
}

async function change(sql: string, ...parameters: string[]): Promise<void> {
  await world.store.write(async (writer) => {
    await writer.run(sql, ...parameters);
  });
}
const block = (by: Caller, whom: Caller) => world.ask('blocklist/block', by, { userid: whom.user });
const deactivate = (whom: Caller) => change('UPDATE users SET active = 0 WHERE id = $1', whom.user);

describe('in a closed workspace', () => {
  test('adding asks, and the other side grants by adding', async () => {
    await start('closed');
    await add(alice, bob);
    expect([await availabilities(alice), await availabilities(bob)]).toEqual([{}, {}]);
    await add(alice, bob);
    expect(await availabilities(alice)).toEqual({});
    await add(bob, alice);
    expect([await availabilities(alice), await availabilities(bob)]).toEqual([
      { Bob: 'offline' },
      { Alice: 'offline' },
    ]);
  });

  test('asking a friend changes nothing', async () => {
    await start('closed');
    await add(alice, bob);
    await add(bob, alice);
    await add(alice, bob);
    expect([await availabilities(alice), await availabilities(bob)]).toEqual([
      { Bob: 'offline' },
      { Alice: 'offline' },
    ]);
  });

  test('who asks is not known to the one asked for keys', async () => {
    await start('closed');
    await add(alice, bob);
    const keys = keysOfPeople(services, alice, { action: 'keys', userids: [bob.user], ...signed });
    expect(await namesIn(keys)).toEqual([]);
  });
});

describe('who is blocked', () => {
  test('is not told, and does not come back into the list of the blocker', async () => {
    await start('open');
    await block(bob, alice);
    expect(await add(alice, bob)).toEqual({});
    expect([await availabilities(alice), await availabilities(bob)]).toEqual([{ Bob: 'offline' }, {}]);
  });

  test('sees the blocker as offline, and is seen by the blocker', async () => {
    await start('open');
    await add(alice, bob);
    services.presence.seen(world.workspace.id, alice.user);
    services.presence.seen(world.workspace.id, bob.user);
    await block(bob, alice);
    expect(await availabilities(alice)).toEqual({ Bob: 'offline' });
    expect(await availabilities(bob)).toEqual({ Alice: 'available' });
    const found = await searchPeople(services, alice, { action: 'search', query: 'bob', ...signed });
    expect(found).toMatchObject({ users: [{ availability: 'offline' }] });
  });
});

describe('who is deactivated', () => {
  test('is neither found nor listed nor added', async () => {
    await start('open');
    await add(alice, bob);
    await deactivate(bob);
    const carol = await world.user('Carol');
    expect(await availabilities(alice)).toEqual({});
    expect(
      await namesIn(searchPeople(services, alice, { action: 'search', query: 'bob', ...signed })),
    ).toEqual([]);
    await expect(add(carol, bob)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('still has keys, for friends and for who shared a conversation', async () => {
    await start('open');
    const carol = await world.user('Carol');
    await add(alice, bob);
    await world.pair(alice, carol);
    await deactivate(bob);
    await deactivate(carol);
    const userids = [carol.user, bob.user];
    expect(await namesIn(keysOfPeople(services, alice, { action: 'keys', userids, ...signed }))).toEqual([
      'Carol',
      'Bob',
    ]);
    expect(await namesIn(keysOfPeople(services, bob, { action: 'keys', userids, ...signed }))).toEqual([
      'Bob',
    ]);
  });
});

test('people of another workspace do not exist', async () => {
  await start('open');
  const elsewhere = { ...world.workspace, id: 'f'.repeat(32), name: 'elsewhere.example.org' };
  const stranger = await world.user('Stranger', undefined, elsewhere);
  await expect(add(alice, stranger)).rejects.toMatchObject({ code: 'not_found' });
  const userids = [stranger.user];
  expect(await namesIn(keysOfPeople(services, alice, { action: 'keys', userids, ...signed }))).toEqual([]);
  const search = { action: 'search', query: 'stranger', ...signed } as const;
  expect(await namesIn(searchPeople(services, alice, search))).toEqual([]);
});
