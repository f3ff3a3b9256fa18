import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { type CallName, calls } from '@parley/protocol/wire';
import { TestServer } from '../http/server.ts';
import { type Answered, codeOf, Station, send } from '../http/station.ts';
import { Datagram } from '../live/datagram.ts';
import { Socket, socketUrl, subscription } from '../live/socket.ts';
import { addMessage, hexOf, makePair, type Place } from '../live/talk.ts';

/*
 * Somebody has heard everything that a station sent, and sends it again, byte for byte: at once, after the server was
 * started anew, and when its time is over. Nothing that is stored changes, and nothing is told that was not told before.
 */

interface Captured {
  readonly name: CallName;
  readonly headers: Record<string, string>;
  readonly text: string;
  readonly answer: Answered;
}

let server: TestServer;
let alice: Station;
let bob: Station;
let place: Place;
const captured: Captured[] = [];
const frames: object[] = [];
const datagrams: object[] = [];

/** Makes a call as a station does, and keeps what went over the wire. */
async function capture(name: CallName, fields: object = {}): Promise<Answered> {
  const { srv, api, action } = calls[name];
  const text = JSON.stringify(alice.body(action, fields));
  const headers = {
    'Content-Type': 'application/json',
    'Ozeki-Signature': alice.sign(srv, api, alice.id, text),
    'Ozeki-Station': alice.id,
    'Ozeki-User': alice.person.id,
  };
  const answer = await send(`${server.url}/?srv=${srv}&api=${api}`, headers, text);
  expect([name, codeOf(answer)]).toEqual([name, 'OK']);
  captured.push({ name, headers, text, answer });
  return answer;
}

function again({ name, headers, text }: Captured): Promise<Answered> {
  const { srv, api } = calls[name];
  return send(`${server.url}/?srv=${srv}&api=${api}`, headers, text);
}

beforeAll(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
  bob = await Station.register(server, 'Bob');
  place = await makePair(alice, bob);
  const { conversationid } = place;
  const kept = await addMessage(bob, place);
  const gone = await addMessage(alice, place);
  await capture('friends/list');
  await capture('friends/keys', { userids: [bob.person.id] });
  await capture('friends/search', { query: 'Bob' });
  await capture('conversation/list');
  await capture('conversation/secrets', { conversationid });
  const message = {
    ID: crypto.randomUUID(),
    Type: 'Message',
    Created: alice.date,
    ValidUntil: alice.date,
    Data: 'AAAA',
  };
  await capture('conversation/add', { ...place, message: JSON.stringify(message) });
  const imported = { ...message, ID: crypto.randomUUID() };
  await capture('conversation/import', { ...place, messages: [imported] });
  await capture('conversation/remove', { ...place, messageids: [gone] });
  const dates = { firstmessagedate: alice.date, lastmessagedate: alice.date };
  await capture('reports/delivered', { ...place, ...dates, messageids: [kept] });
  await capture('reports/viewed', { ...place, ...dates, messageids: [kept] });
  await capture('conversation/favorite', { conversationid });
  await capture('conversation/unfavorite', { conversationid });
  await capture('conversation/mute', { conversationid });
  await capture('conversation/unmute', { conversationid });
  await capture('conversation/hide', { conversationid, hideid: `${place.instance};` });
  await capture('conversation/unhide', { conversationid });
  await capture('conversation/setlistitembackgroundcolor', { conversationid, color: '#123456' });
  await capture('friends/add', { friendid: bob.person.id });
  await capture('blocklist/block', { userid: bob.person.id });
  await capture('blocklist/blocklist');
  await capture('blocklist/unblock', { userid: bob.person.id });
  await capture('availability/userbusy');
  await capture('notification/download');
  await capture('login/stations');
  await capture('login/keyring', { keyring: { counter: 1, box: 'AAAA' } });
  await capture('login/profile', { nick: 'Al' });
  await alice.call('login/profile', { nick: 'Alice' });
  const other = await alice.login(hexOf('another station'));
  await other.call('friends/list');
  await capture('login/removestation', { stationid: other.id });
  const { body } = await capture('conversation/clear', place);
  place = { conversationid, instance: (body.conversation as Place).instance };
  await capture('conversation/download', { ...place, since: '' });
  const socket = await Socket.open(socketUrl(alice));
  frames.push(subscription(alice));
  socket.send(frames[0] as object);
  await socket.text();
  socket.close();
  while (server.running.listeners() > 0) await new Promise((resolve) => setImmediate(resolve));
  const datagram = await Datagram.open(alice);
  datagrams.push(subscription(alice, { transport: 'udp' }));
  const before = server.running.listeners();
  datagram.send(datagrams[0] as object);
  while (server.running.listeners() === before) await new Promise((resolve) => setImmediate(resolve));
  datagram.close();
  // What was changed since by another station must not be undone.
  await alice.call('availability/useraway');
  await alice.call('conversation/mute', { conversationid });
});
afterAll(() => server.close());

/** They tell the state of now, which has gone on. */
const LISTS: readonly CallName[] = [
  'conversation/list',
  'friends/list',
  'friends/keys',
  'friends/search',
  'login/stations',
  'login/keyring',
  'blocklist/blocklist',
];

/** Everything that is stored, apart from when a session was used last. */
function stored(): unknown {
  const database = new Database(join(server.data, 'parley.db'), { readonly: true });
  try {
    const tables = database.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all();
    return (tables as { name: string }[]).map(({ name }) => {
      const rows = database.query(`SELECT * FROM "${name}"`).all() as Record<string, unknown>[];
      return [name, rows.map(({ lastused: _, ...row }) => JSON.stringify(row)).sort()];
    });
  } finally {
    database.close();
  }
}

async function statesSeen(): Promise<unknown> {
  const { body } = await bob.call('friends/list');
  return body.availabilities;
}

/** Sends everything again. @returns how each request was answered, by call */
async function replayAll(): Promise<Map<CallName, Answered>> {
  const before = [stored(), await statesSeen()];
  const answers = new Map<CallName, Answered>();
  for (const one of captured) answers.set(one.name, await again(one));
  expect([stored(), await statesSeen()]).toEqual(before);
  return answers;
}

for (const when of ['at once', 'after a restart of the server'] as const) {
  test(`requests sent again ${when} change nothing and reveal nothing`, async () => {
    if (when !== 'at once') {
      server.now += 1000;
      await server.restart();
      // Who is there, and what they say of themselves, is not kept: it begins anew.
      await alice.call('availability/useraway');
    }
    const answers = await replayAll();
    for (const { name, answer } of captured) {
      const replayed = answers.get(name) as Answered;
      if (calls[name].replay === 'once') {
        expect([name, codeOf(replayed), Object.keys(replayed.body)]).toEqual([
          name,
          'replayed',
          ['status', 'errorcode', 'errormessage'],
        ]);
      } else if (codeOf(replayed) === 'instance_changed') {
        expect(Object.keys(replayed.body)).not.toContain('messages');
      } else if (!LISTS.includes(name)) {
        // What may be repeated tells what it told before.
        expect([name, replayed.text]).toEqual([name, answer.text]);
      }
    }
  });
}

test('frames and datagrams sent again subscribe nobody', async () => {
  for (const frame of frames) {
    const socket = await Socket.open(server.url.replace('http', 'ws'));
    socket.send(frame);
    expect([(await socket.frame()).errorcode, await socket.closed]).toEqual(['replayed', 1008]);
  }
  const renewed = await alice.login();
  await renewed.call('friends/list');
  const thief = await Datagram.open(renewed);
  const before = server.running.listeners();
  for (const datagram of datagrams) thief.send(datagram);
  const honest = await Datagram.registered(renewed);
  expect(server.running.listeners()).toBe(before + 1);
  await addMessage(bob, place);
  expect([await honest.text(), thief.waiting]).toEqual(['changed', 0]);
  for (const one of [thief, honest]) one.close();
});

test('when their time is over, or their session, all of them are refused', async () => {
  server.now += 301_000;
  const codes = [...(await replayAll()).values()].map(codeOf);
  expect(new Set(codes)).toEqual(new Set(['signature_invalid']));
});
