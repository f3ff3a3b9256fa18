import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import type { Caller } from '../../../src/operations/operation.ts';
import { from, hexOf, idsOf, openWorld, type Place, type World } from '../../harness.ts';

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

const download = (cursor: Parameters<typeof from>[0] = {}) =>
  world.ask('conversation/download', alice, { ...place, ...from(cursor) });

/** Three messages a minute apart, and Bob's reports on them, dated as the last. */
async function three(): Promise<{ ids: string[]; dates: string[]; reports: string[] }> {
  const ids: string[] = [];
  const dates: string[] = [];
  for (const caller of [alice, bob, alice]) {
    world.pass(60);
    dates.push(world.date);
    ids.push(await world.add(caller, place));
  }
  await world.report(bob, place, 'delivered', ids);
  return { ids, dates, reports: idsOf((await download()).reports) };
}

test('the answer has messages and reports, then status and errormessage, then the cursor', async () => {
  await three();
  const answer = await download();
  expect(Object.keys(answer)).toEqual(['messages', 'reports', 'status', 'errormessage', 'cursor']);
  expect(Object.keys(answer.messages[0] ?? {})).toEqual(['ID', 'Type', 'Created', 'ValidUntil', 'Data']);
  expect(Object.keys(answer.reports[0] ?? {})).toEqual([
    'ID',
    'Type',
    'Created',
    'ValidUntil',
    'User',
    'Station',
    'MessageID',
  ]);
});

test('an empty conversation has no messages, no reports, and a cursor', async () => {
  const answer = await download();
  expect(answer).toMatchObject({ messages: [], reports: [], status: 'OK', errormessage: '' });
});

test('the first message and the first report of an answer are the named ones', async () => {
  const { ids, reports } = await three();
  const [, second = ''] = ids;
  const answer = await download({ firstmessageid: second, firstreportid: reports[2] ?? '' });
  expect(idsOf(answer.messages)).toEqual(ids.slice(1));
  expect(idsOf(answer.reports)).toEqual(reports.slice(2));
});

test('empty ids and dates mean from the beginning', async () => {
  const { ids, reports } = await three();
  const answer = await download();
  expect(idsOf(answer.messages)).toEqual(ids);
  expect(idsOf(answer.reports)).toEqual(reports);
});

test('a known id wins over its date', async () => {
  const { ids, dates, reports } = await three();
  const answer = await download({
    firstmessageid: ids[2] ?? '',
    firstmessagedate: dates[0] ?? '',
    firstreportid: reports[1] ?? '',
    firstreportdate: '2099-01-01 00:00:00',
  });
  expect(idsOf(answer.messages)).toEqual(ids.slice(2));
  expect(idsOf(answer.reports)).toEqual(reports.slice(1));
});

test('an unknown id falls back to its date, which is inclusive', async () => {
  const { ids, dates, reports } = await three();
  const answer = await download({
    firstmessageid: world.uuid(),
    firstmessagedate: dates[1] ?? '',
    firstreportid: world.uuid(),
    firstreportdate: dates[2] ?? '',
  });
  expect(idsOf(answer.messages)).toEqual(ids.slice(1));
  expect(idsOf(answer.reports)).toEqual(reports);
});

test('an unknown id without a date means from the beginning', async () => {
  const { ids } = await three();
  expect(idsOf((await download({ firstmessageid: world.uuid() })).messages)).toEqual(ids);
});

test('a date between two messages begins with the later one, one after all of them with none', async () => {
  const { ids, dates } = await three();
  const between = (dates[0] ?? '').replace(/\d\d$/, '30');
  expect(idsOf((await download({ firstmessagedate: between })).messages)).toEqual(ids.slice(1));
  const after = await download({
    firstmessagedate: '2099-01-01 00:00:00',
    firstreportdate: '2099-01-01 00:00:00',
  });
  expect(after).toMatchObject({ messages: [], reports: [] });
});

test('the message cursor and the report cursor are independent', async () => {
  const { ids, reports } = await three();
  const onlyLastReport = await download({ firstreportid: reports[2] ?? '' });
  expect(idsOf(onlyLastReport.messages)).toEqual(ids);
  expect(idsOf(onlyLastReport.reports)).toEqual(reports.slice(2));
});

test('a viewed report on an old message arrives though the message cursor is far ahead', async () => {
  const { ids } = await three();
  world.pass(60);
  await world.report(bob, place, 'viewed', [ids[0] ?? '']);
  const { reports } = await download({ firstmessageid: ids[2] ?? '', firstreportdate: world.date });
  expect(reports).toMatchObject([{ Type: 'viewed', MessageID: ids[0], User: bob.user, Created: world.date }]);
});

test('forty messages in one second: a walk by the last id yields each once', async () => {
  const added: string[] = [];
  for (let count = 0; count < 40; count++) added.push(await world.add(count % 3 ? alice : bob, place));
  const seen: string[] = [];
  let last = '';
  for (let step = 0; step < 40; step++) {
    const { messages } = await download({ firstmessageid: last, firstmessagedate: world.date });
    const fresh = idsOf(messages).filter((id) => !seen.includes(id));
    const taken = fresh.slice(0, 7);
    if (taken.length === 0) break;
    if (last !== '') expect(messages[0]?.ID).toBe(last);
    seen.push(...taken);
    last = taken.at(-1) ?? '';
  }
  expect(seen).toEqual(added);
});

test('the order is that of acceptance, also within one second', async () => {
  const added: string[] = [];
  for (let count = 0; count < 5; count++) {
    added.push(
      await world.add(alice, place, {
        ID: `${9 - count}0000000-0000-4000-8000-${hexOf(place.conversationid).slice(0, 12)}`,
      }),
    );
  }
  expect(idsOf((await download()).messages)).toEqual(added);
});

test('a removed message stays in its place, without its data', async () => {
  const { ids, dates } = await three();
  await world.ask('conversation/remove', alice, { ...place, messageids: [ids[0] ?? ''] });
  const { messages } = await download({ firstmessageid: ids[0] ?? '' });
  expect(idsOf(messages)).toEqual(ids);
  expect(messages[0]).toMatchObject({ Type: 'Removed', Data: '', Created: dates[0] });
});

test('a message past its ValidUntil is still returned', async () => {
  const id = await world.add(alice, place, { ValidUntil: world.date });
  world.pass(100_000);
  expect(idsOf((await download()).messages)).toEqual([id]);
});

test('limit means nothing without since', async () => {
  const { ids } = await three();
  const answer = await world.ask('conversation/download', alice, { ...place, ...from(), limit: 1 });
  expect(idsOf(answer.messages)).toEqual(ids);
  expect(answer).not.toHaveProperty('more');
});

test('each of the four cursor fields is required, by name, where since is not there', async () => {
  for (const field of ['firstmessagedate', 'firstmessageid', 'firstreportdate', 'firstreportid'] as const) {
    const { [field]: _, ...others } = from();
    const { code, message } = await world.refusal('conversation/download', alice, { ...place, ...others });
    expect(code).toBe('invalid_request');
    expect(message).toStartWith(`\`${field}\` is missing: it must be `);
  }
});

test('a malformed id, date or instance is invalid_request by name', async () => {
  const malformed = {
    firstmessageid: 'ABC',
    firstmessagedate: '2024-02-30 00:00:00',
    firstreportid: '0',
    firstreportdate: 'yesterday',
    instance: 'short',
    conversationid: 'g'.repeat(32),
  };
  for (const [field, value] of Object.entries(malformed)) {
    const body = { ...place, ...from(), [field]: value };
    const { code, message } = await world.refusal('conversation/download', alice, body);
    expect(code).toBe('invalid_request');
    expect(message).toStartWith(`\`${field}\` must be `);
  }
});

test('a stale instance is instance_changed and names the current one', async () => {
  const { conversation } = await world.ask('conversation/clear', alice, place);
  const refusal = await world.refusal('conversation/download', bob, { ...place, ...from() });
  expect(refusal.code).toBe('instance_changed');
  expect(refusal.additions).toEqual({ instance: conversation.instance });
});

test('a stranger cannot tell a conversation of others from one that does not exist', async () => {
  await three();
  const stranger = await world.user('Eve', hexOf(`Eve ${place.conversationid}`));
  const there = await world.refusal('conversation/download', stranger, { ...place, ...from() });
  const nowhere = { conversationid: hexOf('nowhere'), instance: place.instance };
  const missing = await world.refusal('conversation/download', stranger, { ...nowhere, ...from() });
  const stale = await world.refusal('conversation/download', stranger, {
    ...place,
    instance: 'aaaaaaaaaa',
    ...from(),
  });
  expect(there.code).toBe('not_found');
  for (const other of [missing, stale]) {
    expect({ ...other, message: other.message }).toEqual({ ...there, message: there.message });
  }
});

test('a conversation is another workspace’s to nobody', async () => {
  const foreigner = { ...alice, workspace: { ...world.workspace, id: hexOf('another workspace') } };
  const { code } = await world.refusal('conversation/download', foreigner, { ...place, ...from() });
  expect(code).toBe('not_found');
});

test('the clock stepping back changes no order: dates stay, and walks by date miss nothing', async () => {
  const first = await world.add(alice, place);
  const date = world.date;
  world.pass(-3600);
  const second = await world.add(bob, place);
  await world.report(bob, place, 'viewed', [first]);
  world.pass(-3600);
  await world.report(alice, place, 'viewed', [second]);
  const { messages, reports } = await download({ firstmessagedate: date });
  expect(messages.map(({ ID, Created }) => [ID, Created])).toEqual([
    [first, date],
    [second, date],
  ]);
  const [one, other] = reports.map(({ Created }) => Created);
  expect(reports).toHaveLength(2);
  expect(other).toBe(one as string);
  world.pass(7200);
});
