import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Message, Report } from '@parley/protocol/wire';
import { TestServer } from '../http/server.ts';
import { Station } from '../http/station.ts';
import { Socket } from './socket.ts';
import { addMessage, delta, hexOf, makeGroup, type Place, report } from './talk.ts';

/*
 * What docs/live.md promises of deltas: a station that subscribes, catches up, and then applies what is pushed has at
 * the end everything, once, in the order of the server, whenever it subscribed, whatever was written meanwhile, and
 * wherever its sockets broke.
 */

const SEED = Number(process.env.SEED ?? 20240308);
const ROUNDS = 12;
const WRITES = 60;

let server: TestServer;
let writers: Station[];
let readers: Station[];

beforeAll(async () => {
  server = await TestServer.start();
  const people = await Promise.all(['Alice', 'Bob', 'Carol'].map((nick) => Station.register(server, nick)));
  const phones = await Promise.all(people.map((station, index) => station.login(hexOf(`phone ${index}`))));
  writers = people;
  readers = phones;
});
afterAll(() => server.close());

function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What a client holds of one conversation, joined as docs/live.md says. */
class Held {
  readonly messages = new Map<string, Message>();
  readonly reports = new Map<string, Report>();
  cursor = '';

  join(part: { messages: Message[]; reports: Report[]; cursor: string }): void {
    for (const message of part.messages) {
      if (this.messages.get(message.ID)?.Type !== 'Removed') this.messages.set(message.ID, message);
    }
    for (const one of part.reports) if (!this.reports.has(one.ID)) this.reports.set(one.ID, one);
    this.cursor = part.cursor;
  }
}

/** A station that follows a conversation, over sockets that it loses now and then. */
async function follow(
  station: Station,
  place: Place,
  random: (below: number) => number,
  last: Promise<string>,
) {
  const held = new Held();
  const catchUp = async () => held.join(await delta(station, place, held.cursor));
  let finished = false;
  let end = '';
  const writing = last.then((id) => {
    finished = true;
    end = id;
  });
  while (!finished || !held.messages.has(end)) {
    const socket = await Socket.subscribed(station);
    await catchUp();
    for (let left = 1 + random(12); left > 0 && !(finished && held.messages.has(end)); left--) {
      const push = await Promise.race([socket.frame(), writing.then(() => undefined)]);
      if (!push) break;
      if (!push.conversationchangedof?.includes(place.conversationid)) continue;
      const [entry] = push.deltas ?? [];
      if (entry) held.join(entry);
      else await catchUp();
    }
    socket.close();
  }
  // The reports on the last message may still be missing.
  const socket = await Socket.subscribed(station);
  await catchUp();
  socket.close();
  return held;
}

for (let round = 0; round < ROUNDS; round++) {
  const seed = SEED + round;
  test(`nothing is missed and nothing doubled (SEED=${seed})`, async () => {
    const random = randomOf(seed);
    const place = await makeGroup(...(writers as [Station, ...Station[]]));
    const { promise: last, resolve } = Promise.withResolvers<string>();
    const following = readers.map((station) => follow(station, place, random, last));
    const added: { id: string; by: Station }[] = [];
    const write = async (station: Station) => {
      const kind = random(10);
      const one = added[random(added.length || 1)];
      if (kind < 7 || !one) added.push({ id: await addMessage(station, place), by: station });
      else if (kind < 9) await report(station, place, 'viewed', [one.id]);
      else await one.by.call('conversation/remove', { ...place, messageids: [one.id] });
    };
    for (let count = 0; count < WRITES; count += 3) {
      // Readers write too: their own messages stand in the deltas that others cause.
      const stations = [...writers, ...readers];
      await Promise.all([0, 1, 2].map(() => write(stations[random(stations.length)] as Station)));
    }
    resolve(await addMessage(writers[0] as Station, place));
    const all = await delta(writers[0] as Station, place, '');
    for (const held of await Promise.all(following)) {
      const ids = (items: Iterable<{ ID: string }>) => [...items].map(({ ID }) => ID);
      const kept = (items: Iterable<Message>) => ids([...items].filter(({ Type }) => Type === 'Message'));
      expect(kept(held.messages.values())).toEqual(kept(all.messages));
      expect(ids(held.reports.values())).toEqual(ids(all.reports));
      expect(held.messages.size).toBe(all.messages.length);
      for (const message of all.messages) expect(held.messages.get(message.ID)).toEqual(message);
    }
  });
}
