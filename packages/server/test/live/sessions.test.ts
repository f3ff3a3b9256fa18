import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { passwordChange } from '../http/person.ts';
import { TestServer } from '../http/server.ts';
import { codeOf, Station } from '../http/station.ts';
import { Datagram } from './datagram.ts';
import { Socket } from './socket.ts';
import { addMessage, hexOf, makePair, type Place } from './talk.ts';

let server: TestServer;
let alice: Station;
let bob: Station;
let place: Place;
let stations = 0;

beforeAll(async () => {
  server = await TestServer.start();
  alice = await Station.register(server, 'Alice');
  bob = await Station.register(server, 'Bob');
  place = await makePair(alice, bob);
});
afterAll(() => server.close());

/** A station of Bob's with a socket and a registration, whose session is then ended. */
async function ending(end: (station: Station) => Promise<unknown>): Promise<unknown[]> {
  const station = await bob.login(hexOf(`station ${++stations}`));
  const socket = await Socket.subscribed(station);
  const datagram = await Datagram.registered(station);
  const before = server.running.listeners();
  await end(station);
  const outcome = [(await socket.frame()).errorcode, await socket.closed];
  const gone = before - server.running.listeners();
  await addMessage(alice, place);
  datagram.close();
  return [...outcome, gone, datagram.waiting];
}

describe('when a session ends, its socket is closed at once and its registration is over', () => {
  test('by logout', async () => {
    expect(await ending((station) => station.call('login/logout'))).toEqual(['session_expired', 1008, 2, 0]);
  });

  test('by removal from another station', async () => {
    const remove = (station: Station) => bob.call('login/removestation', { stationid: station.id });
    expect(await ending(remove)).toEqual(['session_expired', 1008, 2, 0]);
  });

  test('by a new login on the same station, with its first call', async () => {
    const replace = async (station: Station) => {
      const renewed = await station.login();
      // Until then the old one stands.
      expect(codeOf(await station.call('friends/list'))).toBe('OK');
      await renewed.call('friends/list');
    };
    expect(await ending(replace)).toEqual(['session_expired', 1008, 2, 0]);
  });

  test('by a change of the password on another station', async () => {
    const change = async () => {
      const answer = await bob.call('login/changepassword', passwordChange(bob.person));
      expect(codeOf(answer)).toBe('OK');
    };
    expect(await ending(change)).toEqual(['session_expired', 1008, 2, 0]);
  });
});

test('the station that changes the password keeps its socket', async () => {
  const socket = await Socket.subscribed(bob);
  expect(codeOf(await bob.call('login/changepassword', passwordChange(bob.person)))).toBe('OK');
  await addMessage(alice, place);
  expect((await socket.frame()).conversationchangedof).toEqual([place.conversationid]);
  socket.close();
});

test('a session that nobody uses for 30 days expires, and its socket with it', async () => {
  const later = await TestServer.start();
  try {
    const carol = await Station.register(later, 'Carol');
    const socket = await Socket.subscribed(carol);
    later.now += 30 * 24 * 3_600_000 - 1000;
    const kept = await Socket.subscribed(await carol.login(hexOf('phone')));
    later.now += 1000;
    expect([(await socket.frame()).errorcode, await socket.closed]).toEqual(['session_expired', 1008]);
    expect(later.running.listeners()).toBe(1);
    kept.close();
  } finally {
    await later.close();
  }
});
