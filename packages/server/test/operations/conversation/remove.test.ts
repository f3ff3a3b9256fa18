import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import type { Caller } from '../../../src/operations/operation.ts';
import { from, openWorld, type Place, type World } from '../../harness.ts';

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

const remove = (caller: Caller, ...messageids: string[]) =>
  world.ask('conversation/remove', caller, { ...place, messageids });
const refused = (caller: Caller, ...messageids: string[]) =>
  world.refusal('conversation/remove', caller, { ...place, messageids });
const download = () => world.ask('conversation/download', alice, { ...place, ...from() });

test('a removed message keeps its place, ID and dates, and loses its data', async () => {
  const message = world.message();
  await world.add(alice, place, message);
  const later = await world.add(bob, place);
  expect(await remove(alice, message.ID)).toEqual({ status: 'OK', errormessage: '' });
  expect((await download()).messages).toMatchObject([
    { ...message, Type: 'Removed', Data: '' },
    { ID: later, Type: 'Message' },
  ]);
});

test('its data is in no row any more', async () => {
  const message = world.message({ Data: Buffer.from('find me if you can').toString('base64') });
  await world.add(alice, place, message);
  await remove(alice, message.ID);
  const rows = await world.store.read((reader) => reader.all('SELECT * FROM messages'));
  expect(JSON.stringify(rows)).not.toContain(message.Data);
});

test('lastmessageid survives', async () => {
  const id = await world.add(alice, place);
  await remove(alice, id);
  const [conversation] = (await world.ask('conversation/list', alice, {})).conversations;
  expect(conversation?.lastmessageid).toBe(id);
});

test('removing again, or the same twice in one call, changes nothing more', async () => {
  const id = await world.add(alice, place);
  await remove(alice, id, id);
  const { cursor } = await download();
  await remove(alice, id);
  expect((await download()).cursor).toBe(cursor);
});

test('one message of another among them is forbidden, an unknown one not_found, and nothing is removed', async () => {
  const own = await world.add(alice, place);
  const bobs = await world.add(bob, place);
  expect((await refused(alice, own, bobs)).code).toBe('forbidden');
  const unknown = world.uuid();
  const missing = await refused(alice, own, unknown);
  expect(missing.code).toBe('not_found');
  expect(missing.message).toContain(unknown);
  expect((await download()).messages.map(({ Type }) => Type)).toEqual(['Message', 'Message']);
});

test('many are removed at once', async () => {
  const messages = Array.from({ length: 300 }, () => world.message());
  await world.ask('conversation/import', alice, { ...place, messages });
  await remove(alice, ...messages.map(({ ID }) => ID));
  const { messages: left } = await download();
  expect(new Set(left.map(({ Type, Data }) => `${Type} ${Data}`))).toEqual(new Set(['Removed ']));
});

test('reports on it stay, and new ones are taken', async () => {
  const id = await world.add(alice, place);
  await world.report(bob, place, 'delivered', [id]);
  await remove(alice, id);
  await world.report(bob, place, 'viewed', [id]);
  expect((await download()).reports.map(({ Type }) => Type)).toEqual(['delivered', 'viewed']);
});

test('a stale instance is instance_changed', async () => {
  const id = await world.add(alice, place);
  await world.ask('conversation/clear', bob, place);
  expect((await refused(alice, id)).code).toBe('instance_changed');
});
