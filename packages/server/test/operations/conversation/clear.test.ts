import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import type { Caller } from '../../../src/operations/operation.ts';
import { from, hexOf, openWorld, type Place, type World } from '../../harness.ts';

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

const clear = (caller: Caller, where = place) => world.ask('conversation/clear', caller, where);

test('a clear empties the conversation for both, under a new instance', async () => {
  const id = await world.add(alice, place);
  await world.report(bob, place, 'viewed', [id]);
  const { conversation } = await clear(bob);
  expect(conversation).toMatchObject({ id: place.conversationid, lastmessageid: '', lastreportid: '' });
  expect(conversation.instance).not.toBe(place.instance);
  for (const caller of [alice, bob]) {
    const now = { ...place, instance: conversation.instance };
    const answer = await world.ask('conversation/download', caller, { ...now, ...from() });
    expect(answer).toMatchObject({ messages: [], reports: [] });
  }
});

test('lastaccess, own settings, epoch and secret stay', async () => {
  await world.add(alice, place);
  await world.ask('conversation/favorite', alice, { conversationid: place.conversationid });
  const [before] = (await world.ask('conversation/list', alice, {})).conversations;
  world.pass(500);
  const { conversation } = await clear(alice);
  expect(conversation).toEqual({
    ...(before as typeof conversation),
    instance: conversation.instance,
    lastmessageid: '',
  });
});

test('a repeated clear names a stale instance and clears nothing', async () => {
  const { conversation } = await clear(alice);
  const now = { ...place, instance: conversation.instance };
  const id = await world.add(alice, now);
  expect((await world.refusal('conversation/clear', alice, place)).code).toBe('instance_changed');
  const { messages } = await world.ask('conversation/download', alice, { ...now, ...from() });
  expect(messages).toMatchObject([{ ID: id }]);
});

test('in a group its owner and admins can clear, a member cannot', async () => {
  const carol = await world.user('Carol', hexOf(`Carol ${place.conversationid}`));
  const group = await world.group(alice, bob, carol);
  await world.store.write((writer) =>
    writer.run("UPDATE participants SET role = 'admin' WHERE userid = $1", carol.user),
  );
  expect((await world.refusal('conversation/clear', bob, group)).code).toBe('forbidden');
  const { conversation } = await clear(carol, group);
  await clear(alice, { ...group, instance: conversation.instance });
});
