import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { TestServer } from '../http/server.ts';
import { Station } from '../http/station.ts';
import { Socket } from './socket.ts';
import { addMessage, delta, hexOf, importMessages, makeGroup, makePair, type Place, report } from './talk.ts';

let server: TestServer;
let alice: Station;
let bob: Station;
let place: Place;
let hers: Socket;
let his: Socket;

beforeAll(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
  bob = await Station.register(server, 'Bob');
  // Both have been seen: nobody's availability changes any more.
  await bob.call('friends/list');
});
afterAll(() => server.close());

beforeEach(async () => {
  place = await makeGroup(alice, bob);
  hers = await Socket.subscribed(alice);
  his = await Socket.subscribed(bob);
});
afterEach(() => {
  hers.close();
  his.close();
});

const ids = (items: readonly { ID: string }[] | undefined) => items?.map(({ ID }) => ID);

test('a message is pushed with its delta to the other station, and not to the one that added it', async () => {
  const ID = await addMessage(alice, place);
  const push = await his.frame();
  expect(push).toMatchObject({
    status: 'OK',
    errormessage: '',
    friendavailabilitesof: [],
    conversationchangedof: [place.conversationid],
    conversationlistchangedof: [],
  });
  expect(push.deltas).toMatchObject([{ ...place, messages: [{ ID, Data: 'AQAAAAA=' }], reports: [] }]);
  await report(bob, place, 'viewed', [ID]);
  const [reported] = (await hers.frame()).deltas ?? [];
  expect([ids(reported?.messages), reported?.reports.map(({ MessageID }) => MessageID)]).toEqual([
    [ID],
    [ID],
  ]);
  expect([hers.waiting, his.waiting]).toEqual([0, 0]);
});

test('a delta is what a delta download answers, and its cursor is where the next one begins', async () => {
  const before = await delta(bob, place, '');
  const ID = await addMessage(alice, place);
  const [pushed] = (await his.frame()).deltas ?? [];
  const downloaded = await delta(bob, place, before.cursor);
  expect(pushed).toEqual({
    ...place,
    cursor: downloaded.cursor,
    messages: downloaded.messages,
    reports: downloaded.reports,
  });
  const later = await addMessage(alice, place);
  expect(ids((await delta(bob, place, pushed?.cursor ?? '')).messages)).toEqual([later]);
  expect(ids((await his.frame()).deltas?.[0]?.messages)).toEqual([later]);
  expect(ids(downloaded.messages)).toEqual([ID]);
});

test('the row of deltas has no gap: what the station itself did stands in its place in the next one', async () => {
  const first = await addMessage(bob, place);
  const second = await addMessage(alice, place);
  expect(ids((await his.frame()).deltas?.[0]?.messages)).toEqual([first, second]);
  const third = await addMessage(bob, place);
  const fourth = await addMessage(bob, place);
  const fifth = await addMessage(alice, place);
  expect(ids((await his.frame()).deltas?.[0]?.messages)).toEqual([third, fourth, fifth]);
});

test('a removal is pushed', async () => {
  const ID = await addMessage(alice, place);
  await his.frame();
  await alice.call('conversation/remove', { ...place, messageids: [ID] });
  expect((await his.frame()).deltas).toMatchObject([{ messages: [{ ID, Type: 'Removed', Data: '' }] }]);
});

test('a clear is pushed as the beginning of the new instance', async () => {
  await addMessage(alice, place);
  await his.frame();
  const { body } = await alice.call('conversation/clear', place);
  const { instance } = body.conversation as Place;
  const push = await his.frame();
  expect(push.conversationchangedof).toEqual([place.conversationid]);
  expect(push.deltas).toMatchObject([{ ...place, instance, messages: [], reports: [] }]);
  const ID = await addMessage(alice, { ...place, instance });
  const [next] = (await his.frame()).deltas ?? [];
  expect([next?.instance, ids(next?.messages)]).toEqual([instance, [ID]]);
  expect((await delta(bob, { ...place, instance }, next?.cursor ?? '')).messages).toEqual([]);
});

test('what is too large for a push is named without a delta, and the row begins anew', async () => {
  await importMessages(alice, place, 600, 'x'.repeat(1200));
  const push = await his.frame();
  expect([push.conversationchangedof, push.deltas]).toEqual([[place.conversationid], undefined]);
  const all = await delta(bob, place, '');
  expect(all.messages).toHaveLength(600);
  const ID = await addMessage(alice, place);
  const [next] = (await his.frame()).deltas ?? [];
  expect(ids(next?.messages)).toEqual([ID]);
  expect((await delta(bob, place, all.cursor)).cursor).toBe(next?.cursor as string);
});

test("a new conversation, and a setting changed on the user's other station, change the list", async () => {
  const carol = await Station.register(server, `Carol ${place.conversationid}`);
  await makePair(carol, bob);
  expect(await his.frame()).toMatchObject({
    conversationchangedof: [],
    conversationlistchangedof: [bob.person.id],
  });
  const phone = await bob.login(hexOf('phone'));
  await phone.call('conversation/mute', { conversationid: place.conversationid });
  expect((await his.frame()).conversationlistchangedof).toEqual([bob.person.id]);
  await bob.call('conversation/mute', { conversationid: place.conversationid });
  await addMessage(alice, place);
  // Nothing of his own setting comes before it.
  expect((await his.frame()).conversationlistchangedof).toEqual([]);
});

test('every socket of a user is told, and one that is closed is not', async () => {
  const phone = await bob.login(hexOf('phone'));
  const [one, other] = [await Socket.subscribed(phone), await Socket.subscribed(phone)];
  const ID = await addMessage(alice, place);
  for (const socket of [his, one, other]) {
    expect(ids((await socket.frame()).deltas?.[0]?.messages)).toEqual([ID]);
  }
  one.close();
  await one.closed;
  await addMessage(alice, place);
  await other.frame();
  expect(one.waiting).toBe(0);
  other.close();
});

describe('typing', () => {
  const typing = (socket: Socket, conversationid = place.conversationid) =>
    socket.send({ action: 'typing', conversationid });

  test('is told to the others, and not to the own stations', async () => {
    const phone = await Socket.subscribed(await alice.login(hexOf('phone of Alice')));
    typing(hers);
    const push = await his.frame();
    expect(push).toMatchObject({ conversationchangedof: [], conversationlistchangedof: [] });
    expect(push.typingof).toEqual([{ conversationid: place.conversationid, userid: alice.person.id }]);
    expect(push.deltas).toBeUndefined();
    await addMessage(bob, place);
    for (const socket of [hers, phone]) expect((await socket.frame()).typingof).toBeUndefined();
    phone.close();
  });

  test('in a conversation of others, or in none, reaches nobody and closes nothing', async () => {
    const carol = await Station.register(server, `Carol ${hexOf(place.conversationid)}`);
    const stranger = await Socket.subscribed(carol);
    typing(stranger);
    typing(stranger, hexOf('nothing'));
    typing(stranger, (await makePair(carol, bob)).conversationid);
    expect((await his.frame()).conversationlistchangedof).toEqual([bob.person.id]);
    const heard = [await his.frame()];
    expect(heard.flatMap(({ typingof = [] }) => typingof.map(({ userid }) => userid))).toEqual([
      carol.person.id,
    ]);
    stranger.close();
  });

  test('between two of whom one has blocked the other is told to neither', async () => {
    const pair = await makePair(alice, bob);
    await bob.call('blocklist/block', { userid: alice.person.id });
    try {
      typing(hers, pair.conversationid);
      typing(his, pair.conversationid);
      typing(hers);
      typing(his);
      const typed = async (socket: Socket) => {
        for (;;) {
          const { typingof = [] } = await socket.frame();
          if (typingof.length > 0) return typingof.map(({ conversationid }) => conversationid);
        }
      };
      expect(await typed(his)).toEqual([place.conversationid]);
      expect(await typed(hers)).toEqual([place.conversationid]);
    } finally {
      await bob.call('blocklist/unblock', { userid: alice.person.id });
    }
  });

  test('more often than anybody types is ignored', async () => {
    for (let count = 0; count < 25; count++) typing(hers);
    await addMessage(alice, place);
    let told = 0;
    for (let last = false; !last; ) {
      const push = await his.frame();
      if (push.typingof) told++;
      last = push.conversationchangedof?.length === 1;
    }
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThanOrEqual(12);
  });
});
