import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import type { Parley } from '@parley/client';
import { type TestPerson, TestWorld } from '@parley/testkit';
import { answered, Network } from './race/network.ts';
import { race } from './race/race.ts';
import { Random } from './race/random.ts';
import { Room } from './race/room.ts';
import { Schedule } from './race/schedule.ts';
import { countCrypto } from './race/settled.ts';

setDefaultTimeout(900_000);

/** `PARLEY_RACE=<seed>` tries one interleaving alone. */
const ONE = process.env.PARLEY_RACE;
const [FIRST, COUNT] = ONE === undefined ? [1, 10_000] : [Number(ONE), 1];
/** After so many a new station takes over, which holds nothing, and the conversation is cleared. */
const STATION_LIFE = 20;

let world: TestWorld;
let alice: TestPerson;
let stopCounting: () => void;
let network: Network;
let room: Room;

beforeAll(async () => {
  world = await TestWorld.start({ inMemory: true });
  stopCounting = countCrypto();
  alice = await world.register('Alice');
  const direct = (url: string, init: RequestInit) => answered(world.server.running, url, init);
  const bob = await world.register('Bob', { fetch: direct });
  const twin = await world.readAnew(alice, { fetch: direct });
  const { id, object } = await alice.parley.conversationWith(bob.email);
  room = new Room(id, object.instance, bob.parley, twin);
});
afterAll(async () => {
  stopCounting();
  await world.close();
});

/** A station that holds nothing, whose calls go through the network of the race that is under way. */
function newReader(): Promise<Parley> {
  return world.readAnew(alice, { fetch: (url, init) => network.fetch(url, init), tries: 1 });
}

test(`messages between delta and subscription, cuts at any moment: nothing missed, nothing doubled (${COUNT})`, async () => {
  let reader = await newReader();
  for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
    if (seed % STATION_LIFE === 0) {
      reader = await newReader();
      await room.clear();
    }
    const [random, schedule] = [new Random(seed), new Schedule()];
    network = new Network(world.server.running, schedule, random);
    const faults = await race({ reader, room, schedule, network, random });
    expect(faults, `seed ${seed}`).toEqual([]);
  }
});
