import { afterAll, beforeAll, expect, test } from 'bun:test';
import { Parley } from '@parley/client';
import { type TestPerson, TestWorld } from '@parley/testkit';

const CONVERSATIONS = 7;
/** As many conversations as are fetched at the same time. */
const AT_ONCE = 4;

let world: TestWorld;
let alice: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  world = await TestWorld.start();
  [alice, bob] = [await world.register('Alice'), await world.register('Bob')];
  for (let index = 0; index < CONVERSATIONS; index++)
    await alice.parley.createGroup(`group ${index}`, [bob.email]);
  await Promise.all((await alice.parley.conversations()).map((conversation) => conversation.sync()));
});
afterAll(() => world.close());

/** Alice's station starts and catches up. @param underWay is told with each download how many there are */
async function catchUp(underWay: (count: number) => Promise<void> | void): Promise<void> {
  let downloads = 0;
  const parley = await Parley.resume({
    ...alice.options,
    fetch: async (url, init) => {
      if (!new TextDecoder().decode(init.body as Uint8Array).includes('"action":"download"'))
        return fetch(url, init);
      downloads++;
      try {
        await underWay(downloads);
        return await fetch(url, init);
      } finally {
        downloads--;
      }
    },
  });
  try {
    await parley.connect().caughtUp();
  } finally {
    await parley.close();
  }
}

test('where nothing is new, conversations are fetched one after the other', async () => {
  const counts: number[] = [];
  await catchUp((count) => void counts.push(count));
  expect(counts).toHaveLength(CONVERSATIONS);
  // The first ones are asked for before it is known that nothing is new.
  expect(counts.slice(AT_ONCE)).toEqual([1, 1, 1]);
});

test('as long as they bring something, several are fetched at the same time', async () => {
  for (const conversation of await bob.parley.conversations()) await conversation.send('good morning');
  const several = Promise.withResolvers<void>();
  let most = 0;
  // All are held up until so many are under way.
  await catchUp((count) => {
    most = Math.max(most, count);
    if (count === AT_ONCE) several.resolve();
    return several.promise;
  });
  expect(most).toBe(AT_ONCE);
});
