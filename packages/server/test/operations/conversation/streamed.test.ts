import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { PIECE } from '../../../src/operations/conversation/streamed.ts';
import { type Caller, JsonText } from '../../../src/operations/operation.ts';
import { conversationOf, setNewestMessage } from '../../../src/store/conversations.ts';
import { insertMessages } from '../../../src/store/messages.ts';
import { before, from, idsOf, openWorld, type Place, piecesOf, type World } from '../../harness.ts';

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

/** Puts messages of a length into the conversation, past the limits of a call. */
async function fill(count: number, length: number): Promise<string[]> {
  const data = 'A'.repeat(length);
  const ids = Array.from({ length: count }, () => world.uuid());
  await world.store.write(async (writer) => {
    const conversation = await conversationOf(writer, world.workspace.id, place.conversationid, alice.user);
    if (!conversation) throw new Error('there is no conversation to fill');
    const { head } = conversation;
    const rows = ids.map((id, index) => ({
      seq: head + index + 1,
      id,
      type: 'Message',
      created: world.date,
      validuntil: world.date,
      sender: alice.user,
      digest: '',
      data,
    }));
    for (let at = 0; at < count; at += 20)
      await insertMessages(writer, conversation, rows.slice(at, at + 20));
    await setNewestMessage(writer, conversation.key, {
      head: head + count,
      largest: Math.max(conversation.largest, length),
      lastmessageid: ids.at(-1) ?? '',
      lastmessagedate: world.date,
      lastaccess: 0,
    });
  });
  return ids;
}

const answerOf = async (fields: object) => {
  const answer = await world.answerOf('conversation/download', alice, { ...place, ...from(), ...fields });
  if (!(answer instanceof JsonText)) throw new Error('a download is JSON text');
  return answer;
};

test('a usual answer is one piece', async () => {
  for (let count = 0; count < 20; count++) await world.add(alice, place);
  expect(await piecesOf(await answerOf({}))).toHaveLength(1);
});

test('two hundred megabytes come whole, in pieces of bounded size', async () => {
  const length = 700_000;
  const ids = await fill(300, length);
  let total = 0;
  let largest = 0;
  const seen: string[] = [];
  for await (const piece of (await answerOf({})).pieces) {
    total += piece.length;
    largest = Math.max(largest, piece.length);
    for (const [, id] of piece.matchAll(/"ID":"([^"]{36})"/g)) seen.push(id ?? '');
  }
  expect(total).toBeGreaterThan(200_000_000);
  expect(largest).toBeLessThanOrEqual(PIECE + length + 1000);
  expect(seen).toEqual(ids);
}, 60_000);

test('small messages beside one large one come in pieces of bounded size', async () => {
  await fill(1500, 1200);
  await fill(1, 700_000);
  const pieces = await piecesOf(await answerOf({}));
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(PIECE + 701_000);
  expect(JSON.parse(pieces.join('')).messages).toHaveLength(1501);
});

test('many reports come in pieces too, and each piece continues the JSON text', async () => {
  const ids = await fill(3000, 100);
  for (let at = 0; at < ids.length; at += 1000) {
    await world.report(bob, place, 'delivered', ids.slice(at, at + 1000));
    await world.report(bob, place, 'viewed', ids.slice(at, at + 1000));
  }
  const pieces = await piecesOf(await answerOf({}));
  expect(pieces.length).toBeGreaterThan(3);
  const { messages, reports, status } = JSON.parse(pieces.join(''));
  expect([messages.length, reports.length, status]).toEqual([3000, 6000, 'OK']);

  const page = await world.ask('conversation/downloadpartial', alice, { ...place, ...before(), limit: 1000 });
  expect(idsOf(page.messages)).toEqual(ids.slice(2000));
  expect(idsOf(page.reports)).toEqual(idsOf(reports).slice(4000));
});

test('what is added while it streams comes with the next delta, not before', async () => {
  const ids = await fill(20, 100_000);
  const seen: string[] = [];
  let text = '';
  for await (const piece of (await answerOf({})).pieces) {
    text += piece;
    if (seen.length < 3) seen.push(await world.add(bob, place));
  }
  const answer = JSON.parse(text);
  expect(idsOf(answer.messages)).toEqual(ids);
  const next = await world.ask('conversation/download', alice, { ...place, since: answer.cursor });
  expect(idsOf(next.messages)).toEqual(seen);
});

test('what is removed while a delta streams comes with the next', async () => {
  const ids = await fill(20, 100_000);
  const last = ids.at(-1) as string;
  let text = '';
  let removed = false;
  for await (const piece of (await answerOf({ since: '' })).pieces) {
    text += piece;
    if (!removed) await world.ask('conversation/remove', alice, { ...place, messageids: [last] });
    removed = true;
  }
  const answer = JSON.parse(text);
  expect(idsOf(answer.messages)).toEqual(ids.slice(0, -1));
  const next = await world.ask('conversation/download', alice, { ...place, since: answer.cursor });
  expect(next.messages).toMatchObject([{ ID: last, Type: 'Removed', Data: '' }]);
});

test('a clear in the middle makes the stream throw: it never ends with status OK', async () => {
  await fill(20, 100_000);
  const pieces = (await answerOf({})).pieces as AsyncIterable<string>;
  let text = '';
  const reading = async () => {
    for await (const piece of pieces) {
      if (text === '') await world.ask('conversation/clear', bob, place);
      text += piece;
    }
  };
  await expect(reading()).rejects.toThrow('cleared');
  expect(text).not.toContain('"status"');
});

test('nothing is held open while a piece waits to be taken', async () => {
  await fill(20, 100_000);
  const waiting: AsyncIterator<string>[] = [];
  for (let reader = 0; reader < 30; reader++) {
    const iterator = ((await answerOf({})).pieces as AsyncIterable<string>)[Symbol.asyncIterator]();
    await iterator.next();
    waiting.push(iterator);
  }
  const id = await world.add(alice, place);
  expect(
    idsOf(
      (await world.ask('conversation/download', bob, { ...place, ...from({ firstmessageid: id }) })).messages,
    ),
  ).toEqual([id]);
  await Promise.all(waiting.map((iterator) => iterator.return?.()));
});
