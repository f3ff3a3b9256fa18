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

const download = () => world.ask('conversation/download', alice, { ...place, ...from() });
const reportsNow = async () => (await download()).reports;
const lastreportid = async () =>
  (await world.ask('conversation/list', alice, {})).conversations[0]?.lastreportid;

test('a report names its message, user and station, and has the message’s ValidUntil', async () => {
  const message = world.message({ ValidUntil: '2024-04-01 00:00:00' });
  await world.add(alice, place, message);
  world.pass(30);
  const id = 'aaaaaaaa-0000-4000-8000-000000000000';
  world.uuids.push(id);
  await world.report(bob, place, 'delivered', [message.ID]);
  expect(await reportsNow()).toEqual([
    {
      ID: id,
      Type: 'delivered',
      Created: world.date,
      ValidUntil: message.ValidUntil,
      User: bob.user,
      Station: bob.station,
      MessageID: message.ID,
    },
  ]);
});

test('one report per message, user, station and type, however often it is sent', async () => {
  const id = await world.add(alice, place);
  await world.report(bob, place, 'viewed', [id, id]);
  const { cursor } = await download();
  const before = await lastreportid();
  await world.report(bob, place, 'viewed', [id]);
  expect((await download()).cursor).toBe(cursor);
  expect(await lastreportid()).toBe(before);
  expect(await reportsNow()).toHaveLength(1);

  await world.report(bob, place, 'delivered', [id]);
  await world.report({ ...bob, station: hexOf('second station') }, place, 'viewed', [id]);
  await world.report(alice, place, 'viewed', [id]);
  expect(await reportsNow()).toHaveLength(4);
});

test('unknown ids are ignored, also when all are', async () => {
  const id = await world.add(alice, place);
  await world.report(bob, place, 'viewed', [world.uuid(), id, world.uuid()]);
  await world.report(bob, place, 'viewed', [world.uuid()]);
  await world.report(bob, place, 'viewed', []);
  expect((await reportsNow()).map(({ MessageID }) => MessageID)).toEqual([id]);
});

test('the order is that of the ids in the call', async () => {
  const ids = [await world.add(alice, place), await world.add(alice, place), await world.add(alice, place)];
  const order = [ids[2], ids[0], ids[1]] as string[];
  await world.report(bob, place, 'viewed', order);
  expect((await reportsNow()).map(({ MessageID }) => MessageID)).toEqual(order);
});

test('a thousand messages are reported in one call', async () => {
  const messages = Array.from({ length: 1000 }, () => world.message());
  await world.ask('conversation/import', alice, { ...place, messages });
  const ids = messages.map(({ ID }) => ID);
  await world.report(bob, place, 'delivered', ids);
  await world.report(bob, place, 'delivered', ids);
  expect((await reportsNow()).map(({ MessageID }) => MessageID)).toEqual(ids);
});

test('Created never goes back when the clock does', async () => {
  const id = await world.add(alice, place);
  await world.report(bob, place, 'delivered', [id]);
  const date = world.date;
  world.pass(-7200);
  await world.report(bob, place, 'viewed', [id]);
  expect((await reportsNow()).map(({ Created }) => Created)).toEqual([date, date]);
  world.pass(7200);
});

test('lastreportid is empty at first and after a clear, and is another with every report', async () => {
  const seen = [await lastreportid()];
  expect(seen).toEqual(['']);
  for (let count = 0; count < 5; count++) {
    await world.report(bob, place, 'viewed', [await world.add(alice, place)]);
    seen.push(await lastreportid());
  }
  expect(seen.slice(1).every((digest) => /^[0-9a-f]{32}$/.test(digest ?? ''))).toBe(true);
  expect(new Set(seen).size).toBe(6);
  const { conversation } = await world.ask('conversation/clear', alice, place);
  expect(conversation.lastreportid).toBe('');
});

test('a stale instance is instance_changed and reports nothing', async () => {
  const message = world.message();
  await world.add(alice, place, message);
  const { conversation } = await world.ask('conversation/clear', alice, place);
  const dates = { firstmessagedate: world.date, lastmessagedate: world.date };
  const stale = { ...place, ...dates, messageids: [message.ID] };
  expect((await world.refusal('reports/viewed', bob, stale)).code).toBe('instance_changed');
  place = { ...place, instance: conversation.instance };
  await world.add(alice, place, message);
  expect(await reportsNow()).toEqual([]);
});

test('a stranger gets not_found', async () => {
  const eve = await world.user('Eve', hexOf(`Eve ${place.conversationid}`));
  const dates = { firstmessagedate: world.date, lastmessagedate: world.date };
  const body = { ...place, ...dates, messageids: [] };
  expect((await world.refusal('reports/delivered', eve, body)).code).toBe('not_found');
});
