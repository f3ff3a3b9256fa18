import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import type { Caller } from '../../../src/operations/operation.ts';
import { before, from, idsOf, openWorld, type Place, type World } from '../../harness.ts';

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

const delta = (since: string, limit?: number) =>
  world.ask('conversation/download', alice, { ...place, since, ...(limit === undefined ? {} : { limit }) });

async function addMany(count: number, caller = alice): Promise<string[]> {
  const ids: string[] = [];
  for (let done = 0; done < count; done++) ids.push(await world.add(caller, place));
  return ids;
}

test('the answer ends with cursor and more', async () => {
  expect(Object.keys(await delta(''))).toEqual([
    'messages',
    'reports',
    'status',
    'errormessage',
    'cursor',
    'more',
  ]);
});

test('the empty cursor means from the beginning', async () => {
  const ids = await addMany(3);
  await world.report(bob, place, 'viewed', ids);
  const { messages, reports, more } = await delta('');
  expect(idsOf(messages)).toEqual(ids);
  expect(reports.map(({ MessageID }) => MessageID)).toEqual(ids);
  expect(more).toBe(false);
});

test('a cursor of a delta, a download and a page all lead on from there', async () => {
  await addMany(3);
  const cursors = [
    (await delta('')).cursor,
    (await world.ask('conversation/download', alice, { ...place, ...from() })).cursor,
    (await world.ask('conversation/downloadpartial', alice, { ...place, ...before(), limit: 1 })).cursor,
  ];
  const [next] = await addMany(1, bob);
  for (const cursor of cursors) expect(idsOf((await delta(cursor)).messages)).toEqual([next as string]);
});

test('the same cursor twice gives the same answer', async () => {
  const { cursor } = await delta('');
  await addMany(5);
  expect(await delta(cursor, 3)).toEqual(await delta(cursor, 3));
});

test('an empty delta, then a new message', async () => {
  await addMany(2);
  const first = await delta('');
  const empty = await delta(first.cursor);
  expect(empty).toMatchObject({ messages: [], reports: [], more: false, cursor: first.cursor });
  const [id] = await addMany(1);
  expect(idsOf((await delta(empty.cursor)).messages)).toEqual([id as string]);
});

test('a later commit with an older date still reaches a reader who is past that date', async () => {
  await addMany(1);
  const { cursor } = await delta('');
  world.pass(-200);
  const id = await world.add(bob, place);
  await world.report(bob, place, 'delivered', [id]);
  world.pass(200);
  const { messages, reports } = await delta(cursor);
  expect(idsOf(messages)).toEqual([id]);
  expect(reports).toMatchObject([{ MessageID: id }]);
});

test('pages of messages and reports together hold at most limit, and miss and repeat nothing', async () => {
  const ids = await addMany(20);
  await world.report(bob, place, 'delivered', ids);
  ids.push(...(await addMany(10)));
  await world.report(bob, place, 'viewed', ids);
  const all = await delta('');
  const pages = { messages: [] as string[], reports: [] as string[] };
  let answer = await delta('', 7);
  for (;;) {
    pages.messages.push(...idsOf(answer.messages));
    pages.reports.push(...idsOf(answer.reports));
    if (!answer.more) break;
    expect(answer.messages.length + answer.reports.length).toBe(7);
    answer = await delta(answer.cursor, 7);
  }
  expect(pages).toEqual({ messages: idsOf(all.messages), reports: idsOf(all.reports) });
  expect(answer.cursor).toBe(all.cursor);
});

test('exactly limit items leave nothing more', async () => {
  await addMany(5);
  const answer = await delta('', 5);
  expect(answer.more).toBe(false);
  expect((await delta(answer.cursor)).messages).toEqual([]);
  expect((await delta('', 4)).more).toBe(true);
});

test('a removed message comes again, once, in its newest state, and where it was changed', async () => {
  const [first = '', second = '', third = ''] = await addMany(3);
  const { cursor } = await delta('');
  await world.ask('conversation/remove', alice, { ...place, messageids: [first] });
  const [fourth = ''] = await addMany(1);
  const since = await delta(cursor);
  expect(since.messages.map(({ ID, Type, Data }) => [ID, Type, Data === ''])).toEqual([
    [first, 'Removed', true],
    [fourth, 'Message', false],
  ]);
  expect(idsOf((await delta('')).messages)).toEqual([second, third, first, fourth]);
});

test('a message added and removed since comes once', async () => {
  const { cursor } = await delta('');
  const [id = ''] = await addMany(1);
  await world.ask('conversation/remove', alice, { ...place, messageids: [id] });
  expect((await delta(cursor)).messages).toMatchObject([{ ID: id, Type: 'Removed', Data: '' }]);
});

test('pages over removals are as small as the limit says', async () => {
  const ids = await addMany(12);
  await world.ask('conversation/remove', alice, { ...place, messageids: ids.slice(0, 9) });
  const seen: string[] = [];
  let answer = await delta('', 4);
  for (;;) {
    expect(answer.messages.length).toBeLessThanOrEqual(4);
    seen.push(...idsOf(answer.messages));
    if (!answer.more) break;
    answer = await delta(answer.cursor, 4);
  }
  expect(seen).toEqual([...ids.slice(9), ...ids.slice(0, 9)]);
});

test('since wins over the four documented cursor fields', async () => {
  const ids = await addMany(2);
  const fields = from({ firstmessageid: ids[1] as string });
  const answer = await world.ask('conversation/download', alice, { ...place, ...fields, since: '' });
  expect(idsOf(answer.messages)).toEqual(ids);
});

test('limits 0, negative, above 1000, broken and text are invalid_request by name', async () => {
  for (const limit of [0, -1, 1001, 1e9, 1.5, '5' as unknown as number]) {
    const { code, message } = await world.refusal('conversation/download', alice, {
      ...place,
      since: '',
      limit,
    });
    expect(code).toBe('invalid_request');
    expect(message).toBe('`limit` must be an integer from 1 to 1000.');
  }
});

test('a cursor of one conversation is invalid_request in another, and names since', async () => {
  await addMany(1);
  const { cursor } = await delta('');
  const other = await world.couple();
  await world.add(other.alice, other.place);
  const refusal = await world.refusal('conversation/download', other.alice, {
    ...other.place,
    since: cursor,
  });
  expect(refusal.code).toBe('invalid_request');
  expect(refusal.message).toStartWith('`since` must be a cursor');
});

test('a cursor from before a clear is instance_changed, also when it is asked with the new instance', async () => {
  await addMany(1);
  const { cursor } = await delta('');
  const { conversation } = await world.ask('conversation/clear', bob, place);
  place = { ...place, instance: conversation.instance };
  await addMany(1);
  const refusal = await world.refusal('conversation/download', alice, { ...place, since: cursor });
  expect(refusal.code).toBe('instance_changed');
  expect(refusal.additions).toEqual({ instance: conversation.instance });
});

test('after a clear the empty cursor gives the new instance alone', async () => {
  await addMany(3);
  const { conversation } = await world.ask('conversation/clear', bob, place);
  place = { ...place, instance: conversation.instance };
  const ids = await addMany(2);
  expect(idsOf((await delta('')).messages)).toEqual(ids);
});
