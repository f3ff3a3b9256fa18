import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { TestServer } from '../http/server.ts';
import { type Answered, ask, codeOf, Station } from '../http/station.ts';
import { addMessage, hexOf, makePair, type Place, report } from './talk.ts';

let server: TestServer;
let alice: Station;
let bob: Station;
/** Another station of Bob's. */
let phone: Station;
let place: Place;

beforeAll(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
  bob = await Station.register(server, 'Bob');
  phone = await bob.login(hexOf('phone'));
  place = await makePair(alice, bob);
});
afterAll(() => server.close());
beforeEach(async () => {
  for (const station of [alice, bob, phone]) await poll(station);
});

const poll = (station: Station, fields = {}) => station.call('notification/download', fields);
const sets = (friends: string[], conversations: string[], lists: string[]) => ({
  status: 'OK',
  errormessage: '',
  friendavailabilitesof: friends,
  conversationchangedof: conversations,
  conversationlistchangedof: lists,
});
const nothing = sets([], [], []);

/** A poll that waits, begun for certain. */
async function waiting(station: Station, wait = 50): Promise<Promise<Answered>[]> {
  const before = server.running.pending();
  const answer = poll(station, { wait });
  while (server.running.pending() === before) await new Promise((resolve) => setImmediate(resolve));
  return [answer];
}

describe('a poll', () => {
  test('names what changed, in the documented order, and empties it for this station alone', async () => {
    await addMessage(alice, place);
    const answer = await poll(bob);
    expect(answer.text).toBe(JSON.stringify(sets([], [place.conversationid], [])));
    expect((await poll(bob)).body).toEqual(nothing);
    expect((await poll(phone)).body).toEqual(sets([], [place.conversationid], []));
  });

  test('tells the station that made a change nothing of it, until another station changes the same', async () => {
    const ID = await addMessage(bob, place);
    await addMessage(bob, place);
    expect((await poll(bob)).body).toEqual(nothing);
    expect((await poll(phone)).body).toEqual(sets([], [place.conversationid], []));
    await report(alice, place, 'delivered', [ID]);
    await addMessage(bob, place);
    expect((await poll(bob)).body).toEqual(sets([], [place.conversationid], []));
  });

  test('coalesces: ten messages are one entry', async () => {
    for (let count = 0; count < 10; count++) await addMessage(alice, place);
    expect((await poll(bob)).body).toEqual(sets([], [place.conversationid], []));
  });

  test('tells of a report, a removal and a clear, and of nothing that changed nothing', async () => {
    const ID = await addMessage(alice, place);
    await poll(bob);
    await report(alice, place, 'viewed', [ID]);
    expect((await poll(bob)).body.conversationchangedof).toEqual([place.conversationid]);
    await report(alice, place, 'viewed', [ID]);
    expect((await poll(bob)).body).toEqual(nothing);
    await alice.call('conversation/remove', { ...place, messageids: [ID] });
    expect((await poll(bob)).body.conversationchangedof).toEqual([place.conversationid]);
    await alice.call('conversation/remove', { ...place, messageids: [ID] });
    expect((await poll(bob)).body).toEqual(nothing);
    const { body } = await alice.call('conversation/clear', place);
    place = { ...place, instance: (body.conversation as Place).instance };
    expect((await poll(bob)).body).toEqual(sets([], [place.conversationid], []));
    await alice.call('conversation/clear', { ...place, instance: 'abcdefghij' });
    expect((await poll(bob)).body).toEqual(nothing);
  });

  test('tells of a new conversation as a change of the list, to everybody in it', async () => {
    const carol = await Station.register(server, 'Carol');
    await makePair(carol, bob);
    expect((await poll(bob)).body).toEqual(sets([], [], [bob.person.id]));
    expect((await poll(phone)).body).toEqual(sets([], [], [bob.person.id]));
    expect((await poll(carol)).body).toEqual(nothing);
    expect((await poll(alice)).body).toEqual(nothing);
    await makePair(bob, carol);
    expect((await poll(carol)).body).toEqual(nothing);
  });

  test("tells of the user's own settings on the other stations, and nobody else", async () => {
    const settings = ['favorite', 'unfavorite', 'mute', 'unmute', 'unhide'] as const;
    for (const setting of settings) {
      await bob.call(`conversation/${setting}`, { conversationid: place.conversationid });
      expect((await poll(phone)).body).toEqual(sets([], [], [bob.person.id]));
    }
    expect((await poll(bob)).body).toEqual(nothing);
    expect((await poll(alice)).body).toEqual(nothing);
  });

  test('tells of friends who come and go', async () => {
    const dave = await Station.register(server, 'Dave');
    await poll(dave);
    await dave.call('friends/add', { friendid: bob.person.id });
    expect((await poll(bob)).body).toEqual(sets([dave.person.id], [], []));
    expect((await poll(dave)).body).toEqual(nothing);
    await bob.call('friends/remove', { friendid: dave.person.id });
    expect((await poll(dave)).body).toEqual(sets([bob.person.id], [], []));
    expect((await poll(phone)).body).toEqual(sets([dave.person.id], [], []));
  });

  test('on a station that has just logged in tells nothing of the past', async () => {
    await addMessage(alice, place);
    expect((await poll(await bob.login(hexOf('a new laptop')))).body).toEqual(nothing);
  });

  test('is executed once for a signature, so that nobody else empties it', async () => {
    const body = JSON.stringify(bob.body('download'));
    expect(codeOf(await bob.call('notification/download', {}, { text: body }))).toBe('OK');
    await addMessage(alice, place);
    expect(codeOf(await bob.call('notification/download', {}, { text: body }))).toBe('replayed');
    expect((await poll(bob)).body).toEqual(sets([], [place.conversationid], []));
  });

  test('must be signed', async () => {
    const fields = { clientversioncode: 3, timestamp: bob.date };
    expect(codeOf(await ask(server, 'notification/download', fields, bob.id))).toBe('signature_invalid');
  });
});

describe('a long poll', () => {
  test('is answered as soon as something changes', async () => {
    const [answer] = await waiting(bob);
    await addMessage(alice, place);
    expect((await answer)?.body).toEqual(sets([], [place.conversationid], []));
  });

  test('is answered at once with what is there already', async () => {
    await addMessage(alice, place);
    expect((await poll(bob, { wait: 55 })).body).toEqual(sets([], [place.conversationid], []));
  });

  test('is not ended by what its own station does', async () => {
    const [answer] = await waiting(bob, 1);
    await addMessage(bob, place);
    expect((await answer)?.body).toEqual(nothing);
  });

  test('is answered with nothing when its time is over', async () => {
    const started = performance.now();
    expect((await poll(bob, { wait: 1 })).body).toEqual(nothing);
    expect(performance.now() - started).toBeGreaterThan(990);
  });

  test('waits 55 seconds at most', async () => {
    expect(codeOf(await poll(bob, { wait: 56 }))).toBe('invalid_request');
  });

  test('that nobody waits for any more takes nothing', async () => {
    const before = server.running.pending();
    const leaving = new AbortController();
    const text = JSON.stringify(bob.body('download', { wait: 50 }));
    const left = fetch(`${server.url}/?srv=chatserver&api=chatnotification`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Ozeki-Signature': bob.sign('chatserver', 'chatnotification', bob.id, text),
        'Ozeki-Station': bob.id,
        'Ozeki-User': bob.person.id,
      },
      body: text,
      signal: leaving.signal,
    });
    while (server.running.pending() === before) await new Promise((resolve) => setImmediate(resolve));
    leaving.abort();
    await expect(left).rejects.toThrow();
    while (server.running.pending() > before) await new Promise((resolve) => setImmediate(resolve));
    await addMessage(alice, place);
    expect((await poll(bob)).body).toEqual(sets([], [place.conversationid], []));
  });

  test('ends with the session', async () => {
    const tablet = await bob.login(hexOf('tablet'));
    await poll(tablet);
    const [answer] = await waiting(tablet);
    await bob.call('login/removestation', { stationid: tablet.id });
    const ended = await answer;
    expect(ended && codeOf(ended)).toBe('session_expired');
  });
});

test('where the operator allows it, an unsigned poll that names a station is answered', async () => {
  const open = await TestServer.start({ allowUnsignedNotifications: true });
  try {
    const [one, other] = [await Station.register(open, 'Alice'), await Station.register(open, 'Bob')];
    const pair = await makePair(one, other);
    const unsigned = async (fields = {}) =>
      (
        await ask(
          open,
          'notification/download',
          { clientversioncode: 3, timestamp: one.date, ...fields },
          other.id,
        )
      ).body;
    expect(await unsigned()).toEqual(sets([], [], [other.person.id]));
    await addMessage(one, pair);
    expect(await unsigned()).toEqual(sets([], [pair.conversationid], []));
    expect((await poll(other)).body).toEqual(nothing);
    expect(await unsigned({ wait: 1 })).toEqual(nothing);
  } finally {
    await open.close();
  }
});
