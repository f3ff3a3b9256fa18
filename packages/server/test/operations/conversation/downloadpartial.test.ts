import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import type { Caller } from '../../../src/operations/operation.ts';
import { before, idsOf, openWorld, type Place, type World } from '../../harness.ts';

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

const page = (cursor: Parameters<typeof before>[0] = {}, limit?: number) =>
  world.ask('conversation/downloadpartial', alice, {
    ...place,
    ...before(cursor),
    ...(limit === undefined ? {} : { limit }),
  });

async function importMany(count: number): Promise<string[]> {
  const messages = Array.from({ length: count }, () => world.message());
  await world.ask('conversation/import', alice, { ...place, messages });
  return idsOf(messages);
}

test('the answer has status and errormessage first, then messages, reports and the cursor', async () => {
  await importMany(2);
  expect(Object.keys(await page())).toEqual(['status', 'errormessage', 'messages', 'reports', 'cursor']);
});

test('all four fields empty means the newest page, oldest first', async () => {
  const ids = await importMany(5);
  expect(idsOf((await page({}, 3)).messages)).toEqual(ids.slice(2));
});

test('without a limit a page has fifty messages', async () => {
  const ids = await importMany(60);
  expect(idsOf((await page()).messages)).toEqual(ids.slice(10));
});

test('a page ends strictly before the named message', async () => {
  const ids = await importMany(5);
  expect(idsOf((await page({ lastmessageid: ids[3] as string }, 2)).messages)).toEqual(ids.slice(1, 3));
  expect(idsOf((await page({ lastmessageid: ids[0] as string }, 2)).messages)).toEqual([]);
});

test('a known id wins over its date', async () => {
  const ids = await importMany(3);
  const answer = await page({ lastmessageid: ids[2] as string, lastmessagedate: '2000-01-01 00:00:00' });
  expect(idsOf(answer.messages)).toEqual(ids.slice(0, 2));
});

test('an unknown id falls back to messages up to and including its date', async () => {
  const early = await importMany(2);
  const date = world.date;
  world.pass(60);
  const late = await importMany(2);
  const answer = await page({ lastmessageid: world.uuid(), lastmessagedate: date });
  expect(idsOf(answer.messages)).toEqual(early);
  const all = await page({ lastmessageid: world.uuid(), lastmessagedate: world.date });
  expect(idsOf(all.messages)).toEqual([...early, ...late]);
  const none = await page({ lastmessageid: world.uuid(), lastmessagedate: '2000-01-01 00:00:00' });
  expect(idsOf(none.messages)).toEqual([]);
});

test('an unknown id without a date means the newest page', async () => {
  const ids = await importMany(3);
  expect(idsOf((await page({ lastmessageid: world.uuid() }, 2)).messages)).toEqual(ids.slice(1));
});

test('paging back through 1,000 messages by sevens finds each once, while others add', async () => {
  const ids = await importMany(1000);
  const pages: string[][] = [];
  let last = '';
  for (;;) {
    const { messages } = await page({ lastmessageid: last }, 7);
    if (messages.length === 0) break;
    pages.unshift(idsOf(messages));
    last = messages[0]?.ID ?? '';
    if (pages.length % 10 === 0) await world.add(bob, place);
  }
  expect(pages.flat()).toEqual(ids);
});

test('forty messages in one second: paging back yields each once', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 40; count++) ids.push(await world.add(alice, place));
  const seen: string[] = [];
  let last = '';
  for (;;) {
    const { messages } = await page({ lastmessageid: last, lastmessagedate: world.date }, 3);
    if (messages.length === 0) break;
    seen.unshift(...idsOf(messages));
    last = messages[0]?.ID ?? '';
  }
  expect(seen).toEqual(ids);
});

test('reports are those about the page’s messages and the newest older ones, each once, in order', async () => {
  const ids = await importMany(6);
  await world.report(bob, place, 'delivered', ids);
  await world.report(bob, place, 'viewed', ids);
  const whole = await page({}, 100);
  const all = whole.reports;
  expect(all).toHaveLength(12);

  // Messages 2 and 3 (reports 2, 3, 8, 9), and the two reports before the seventh (5 and 6 of 1 to 12).
  const answer = await page({ lastmessageid: ids[4] as string, lastreportid: all[6]?.ID as string }, 2);
  expect(idsOf(answer.messages)).toEqual(ids.slice(2, 4));
  expect(answer.reports).toEqual([2, 3, 4, 5, 8, 9].map((index) => all[index] as (typeof all)[0]));
});

test('without a report cursor the newest reports come along', async () => {
  const ids = await importMany(6);
  await world.report(bob, place, 'viewed', ids.slice(0, 4));
  const answer = await page({}, 2);
  expect(idsOf(answer.messages)).toEqual(ids.slice(4));
  expect(answer.reports.map(({ MessageID }) => MessageID)).toEqual(ids.slice(2, 4));
});

test('an unknown report id falls back to reports up to and including its date', async () => {
  const ids = await importMany(3);
  await world.report(bob, place, 'viewed', ids.slice(0, 1));
  const date = world.date;
  world.pass(60);
  await world.report(bob, place, 'viewed', ids.slice(1));
  const first = ids[0] as string;
  const answer = await page({ lastmessageid: first, lastreportid: world.uuid(), lastreportdate: date });
  expect(answer.reports.map(({ MessageID }) => MessageID)).toEqual([first]);
});

test('an empty conversation has an empty page', async () => {
  expect(await page()).toMatchObject({ messages: [], reports: [], status: 'OK' });
});

test('limits 0, negative, above 1000 and text are invalid_request by name', async () => {
  for (const limit of [0, -7, 1001, '50' as unknown as number]) {
    const refused = world.refusal('conversation/downloadpartial', alice, { ...place, ...before(), limit });
    expect(await refused).toMatchObject({
      code: 'invalid_request',
      message: '`limit` must be an integer from 1 to 1000.',
    });
  }
});

test('a stale instance is instance_changed', async () => {
  const { conversation } = await world.ask('conversation/clear', alice, place);
  const refusal = await world.refusal('conversation/downloadpartial', bob, { ...place, ...before() });
  expect([refusal.code, refusal.additions]).toEqual([
    'instance_changed',
    { instance: conversation.instance },
  ]);
});
