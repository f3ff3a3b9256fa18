import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import documented from '../../../../testkit/data/documented-calls.json';
import type { Caller } from '../../../src/operations/operation.ts';
import { hexOf, openWorld, type Place, type World } from '../../harness.ts';

let world: World;
let alice: Caller;
let bob: Caller;
let place: Place;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  ({ alice, bob, place } = await world.couple());
});
afterAll(() => world.close());

const list = async (caller: Caller) => (await world.ask('conversation/list', caller, {})).conversations;

test('who takes part in nothing has an empty list', async () => {
  const eve = await world.user('Eve', hexOf(`Eve ${place.conversationid}`));
  expect(await list(eve)).toEqual([]);
});

test('the conversation used last comes first', async () => {
  world.pass(10);
  const older = await world.group(alice, bob);
  world.pass(10);
  const newer = await world.group(alice, bob);
  world.pass(10);
  const order = async () => (await list(alice)).map(({ id }) => id);
  expect(await order()).toEqual([newer.conversationid, older.conversationid, place.conversationid]);
  await world.add(bob, place);
  expect((await order())[0]).toBe(place.conversationid);
});

test('each conversation shows its own people and secret, and nobody else’s', async () => {
  const carol = await world.user('Carol', hexOf(`Carol ${place.conversationid}`));
  const group = await world.group(alice, bob, carol);
  const byId = new Map((await list(bob)).map((one) => [one.id, one]));
  expect(byId.size).toBe(2);
  const secrets = new Set<string>();
  for (const [id, people] of [
    [place.conversationid, [alice, bob]],
    [group.conversationid, [alice, bob, carol]],
  ] as const) {
    const conversation = byId.get(id);
    const ids = people.map(({ user }) => user).sort();
    expect(conversation?.participantids).toEqual(ids);
    expect(conversation?.participants.map(({ userid }) => userid)).toEqual(ids);
    expect(conversation?.secretfor.map(({ userid }) => userid)).toEqual(ids);
    expect(conversation?.properties.map(({ userid }) => userid)).toEqual([bob.user]);
    secrets.add(Buffer.from(conversation?.secret ?? '', 'base64').toString());
  }
  expect([...secrets]).toEqual([`opaque secret 0 for ${bob.user}`]);
});

test('who has left a conversation has it in the list no more, nor stands in it', async () => {
  await world.store.write((writer) =>
    writer.run('UPDATE participants SET active = 0 WHERE userid = $1', bob.user),
  );
  expect(await list(bob)).toEqual([]);
  expect((await list(alice))[0]?.participantids).toEqual([alice.user]);
});

test('members stand in the documented order, ours after them', async () => {
  const example = documented.calls.find(({ name }) => name === 'conversation list')?.response
    .conversations?.[0];
  const names = Object.keys(example ?? {});
  expect(names).toHaveLength(14);
  const [conversation] = await list(alice);
  expect(Object.keys(conversation ?? {})).toEqual([
    ...names,
    'epoch',
    'secretby',
    'secretfor',
    'secretsignature',
  ]);
  expect(Object.keys(conversation?.properties[0] ?? {})).toEqual(Object.keys(example?.properties[0] ?? {}));
});
