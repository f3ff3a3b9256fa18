import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { TestServer } from '../http/server.ts';
import { dateOf, Station } from '../http/station.ts';
import { Datagram, udpPort } from './datagram.ts';
import { subscription } from './socket.ts';
import { addMessage, hexOf, makePair, type Place } from './talk.ts';

let server: TestServer;
let alice: Station;
let place: Place;
let bob: Station;

beforeAll(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
  bob = await Station.register(server, 'Bob');
  place = await makePair(alice, bob);
});
afterAll(() => server.close());

test('who has registered is told "changed", and only after something did', async () => {
  const datagram = await Datagram.registered(bob);
  expect(datagram.waiting).toBe(0);
  await addMessage(alice, place);
  expect(await datagram.text()).toBe('changed');
  const { body } = await bob.call('notification/download');
  expect(body.conversationchangedof).toEqual([place.conversationid]);
  datagram.close();
});

test('many changes are told once in a second', async () => {
  const datagram = await Datagram.registered(await bob.login(hexOf('phone')));
  for (let count = 0; count < 20; count++) await addMessage(alice, place);
  const first = await datagram.text();
  const started = performance.now();
  expect([first, await datagram.text()]).toEqual(['changed', 'changed']);
  expect(performance.now() - started).toBeGreaterThan(500);
  expect(datagram.waiting).toBe(0);
  datagram.close();
});

test('a new registration takes the place of the old one', async () => {
  const station = await bob.login(hexOf('wanderer'));
  const old = await Datagram.registered(station);
  const renewed = await Datagram.open(station);
  for (;;) {
    renewed.send(subscription(station, { transport: 'udp' }));
    await addMessage(alice, place);
    if (renewed.waiting > 0) break;
  }
  const before = old.waiting;
  await addMessage(alice, place);
  await renewed.text();
  await renewed.text();
  expect(old.waiting).toBe(before);
  for (const one of [old, renewed]) one.close();
});

test('whoever is gone takes nothing from the others', async () => {
  const gone = await Datagram.registered(await bob.login(hexOf('gone')));
  const stays = await Datagram.registered(await bob.login(hexOf('stays')));
  gone.close();
  for (let count = 0; count < 3; count++) {
    await addMessage(alice, place);
    expect(await stays.text()).toBe('changed');
  }
  stays.close();
});

describe('nothing is sent to who sends', () => {
  const good = () => subscription(bob, { transport: 'udp' });
  const cases: [what: string, datagram: () => object | string | Uint8Array][] = [
    ['nothing', () => ''],
    ['no JSON', () => 'subscribe'],
    ['bytes that are no text', () => new Uint8Array([0xff, 0xfe, 0])],
    ['a wrong signature', () => ({ ...good(), signature: '0'.repeat(64) })],
    ["somebody else's name", () => ({ ...good(), user: alice.person.id })],
    ['a workspace that is none', () => ({ ...good(), workspaceid: hexOf('elsewhere') })],
    ['a subscription for a WebSocket', () => subscription(bob)],
    ['an old date', () => subscription(bob, { transport: 'udp', timestamp: dateOf(server.now - 301_000) })],
    ['a datagram that is too long', () => ({ ...good(), filler: 'x'.repeat(5000) })],
  ];
  for (const [what, make] of cases) {
    test(what, async () => {
      const datagram = await Datagram.open(bob);
      const before = server.running.listeners();
      datagram.send(make());
      // What comes after it on the same port has been read after it.
      const other = await Datagram.registered(await bob.login(hexOf(`after ${what}`)));
      expect(server.running.listeners()).toBe(before + 1);
      await addMessage(alice, place);
      expect(await other.text()).toBe('changed');
      expect(datagram.waiting).toBe(0);
      for (const one of [datagram, other]) one.close();
    });
  }
});

test('a captured registration, sent again from elsewhere, brings nothing there', async () => {
  const station = await bob.login(hexOf('overheard'));
  const frame = subscription(station, { transport: 'udp' });
  const honest = await Datagram.open(station);
  const before = server.running.listeners();
  honest.send(frame);
  while (server.running.listeners() === before) await new Promise((resolve) => setImmediate(resolve));
  const thief = await Datagram.open(station);
  thief.send(frame);
  const other = await Datagram.registered(await bob.login(hexOf('after the thief')));
  await addMessage(alice, place);
  expect([await honest.text(), await other.text(), thief.waiting]).toEqual(['changed', 'changed', 0]);
  for (const one of [honest, thief, other]) one.close();
});

test('the operator chooses the port, or does without', async () => {
  const off = await TestServer.start({ udpPort: 'off' });
  const station = await Station.register(off, 'Carol');
  expect((station.answer.body.listeners as { udp: string }).udp).toBe('');
  await off.close();
  const taken = udpPort(alice);
  const failure = await TestServer.start({ udpPort: taken }).catch((error) => String(error.message));
  expect(failure).toContain(`The UDP listener cannot have port ${taken}`);
});
