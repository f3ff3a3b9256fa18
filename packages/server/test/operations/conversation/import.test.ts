import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { toWireDate } from '@parley/protocol/encoding';
import type { Caller } from '../../../src/operations/operation.ts';
import {
  from,
  idsOf,
  type MessageParts,
  opaque,
  openWorld,
  type Place,
  underEpoch,
  type World,
} from '../../harness.ts';

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

const importAll = (messages: MessageParts[], caller = alice) =>
  world.ask('conversation/import', caller, { ...place, messages });
const refused = (messages: MessageParts[], caller = alice) =>
  world.refusal('conversation/import', caller, { ...place, messages });
const stored = async () => (await world.ask('conversation/download', bob, { ...place, ...from() })).messages;

/** Messages of long ago, a day apart. */
const history = (count: number, year = 2004) =>
  Array.from({ length: count }, (_, day) =>
    world.message({ Created: toWireDate(Date.UTC(year, 0, 1 + day)) }),
  );

test('history is added in order, with the dates that it has', async () => {
  const messages = history(5);
  expect(await importAll(messages)).toMatchObject({ added: 5, skipped: 0 });
  expect(await stored()).toEqual(messages);
  const [conversation] = (await world.ask('conversation/list', alice, {})).conversations;
  expect(conversation).toMatchObject({
    lastmessageid: messages[4]?.ID,
    lastaccess: Date.UTC(2004, 0, 5) / 1000,
  });
});

test('a thousand messages go in one call, and arrive in a delta', async () => {
  const messages = history(1000, 2000);
  expect(await importAll(messages)).toMatchObject({ added: 1000, skipped: 0 });
  const delta = await world.ask('conversation/download', bob, { ...place, since: '' });
  expect(idsOf(delta.messages)).toEqual(idsOf(messages));
});

test('only who created the conversation can import', async () => {
  expect((await refused(history(1), bob)).code).toBe('forbidden');
});

test('what is there with equal content is skipped, and need not keep the rule of dates', async () => {
  const messages = history(4);
  await importAll(messages.slice(0, 3));
  expect(await importAll(messages)).toMatchObject({ added: 1, skipped: 3 });
  expect(await importAll(messages)).toMatchObject({ added: 0, skipped: 4 });
  expect(await stored()).toEqual(messages);
});

test('equal repeats inside one batch are skipped, unequal ones are conflict', async () => {
  const [one, two] = history(2) as [MessageParts, MessageParts];
  expect(await importAll([one, one, two])).toMatchObject({ added: 2, skipped: 1 });
  const [three] = history(1, 2005) as [MessageParts];
  const refusal = await refused([three, { ...three, Data: opaque('other') }]);
  expect(refusal.code).toBe('conflict');
  expect(refusal.message).toContain(three.ID);
});

test('other content, sender or date under a used ID is conflict, names it, and nothing is added', async () => {
  const [first, ...others] = history(3) as [MessageParts, ...MessageParts[]];
  await importAll([first]);
  const bobs = world.message();
  await world.add(bob, place, bobs);
  const changes: MessageParts[] = [
    { ...first, Data: opaque('other') },
    { ...first, ValidUntil: '2031-01-01 00:00:00' },
    { ...first, Created: '2004-06-01 00:00:00' },
    bobs,
  ];
  for (const changed of changes) {
    const refusal = await refused([changed, ...others.map((one) => ({ ...one, Created: world.date }))]);
    expect(refusal.code).toBe('conflict');
    expect(refusal.message).toContain(changed.ID);
  }
  expect(await stored()).toHaveLength(2);
});

test('what was removed since is skipped', async () => {
  const messages = history(2);
  await importAll(messages);
  await world.ask('conversation/remove', alice, { ...place, messageids: [messages[0]?.ID ?? ''] });
  expect(await importAll(messages)).toMatchObject({ added: 0, skipped: 2 });
});

test('dates that go back, inside the batch or behind the newest message, are conflict', async () => {
  const [first, second] = history(2) as [MessageParts, MessageParts];
  expect((await refused([second, first])).code).toBe('conflict');
  await world.add(bob, place);
  expect((await refused([first])).code).toBe('conflict');
  expect(await stored()).toHaveLength(1);
});

test('equal dates are in order', async () => {
  const Created = '2004-01-01 00:00:00';
  const messages = [world.message({ Created }), world.message({ Created })];
  await importAll(messages);
  await importAll([world.message({ Created })]);
  expect(idsOf(await stored()).slice(0, 2)).toEqual(idsOf(messages));
});

test('a date may be 300 seconds ahead of the clock, and no more', async () => {
  await importAll([world.message({ Created: toWireDate(world.now + 300_000) })]);
  const late = world.message({ Created: toWireDate(world.now + 301_000) });
  expect((await refused([late])).code).toBe('conflict');
});

test('new messages keep the rule of epochs, those already there need not', async () => {
  const messages = history(2).map((one) => ({ ...one, Data: underEpoch(0, 'sealed') }));
  await importAll(messages.slice(0, 1));
  await world.store.write((writer) =>
    writer.run('UPDATE conversations SET epoch = 1 WHERE id = $1', place.conversationid),
  );
  expect(await importAll(messages.slice(0, 1))).toMatchObject({ added: 0, skipped: 1 });
  const refusal = await refused(messages);
  expect([refusal.code, refusal.additions]).toEqual(['epoch_changed', { epoch: 1 }]);
  expect(await stored()).toHaveLength(1);
});

test('a fault of one message names it by its place in the list', async () => {
  const messages = history(3);
  const refusal = await refused(messages.map((one, index) => (index === 1 ? { ...one, Data: '' } : one)));
  expect(refusal.code).toBe('invalid_request');
  expect(refusal.message).toStartWith('`messages[1].Data` must be ');
});

test('a stale instance is instance_changed', async () => {
  await world.ask('conversation/clear', bob, place);
  expect((await refused(history(1))).code).toBe('instance_changed');
});
