import { afterAll, beforeAll, expect, test } from 'bun:test';
import { Parley } from '@parley/client';
import { type TestPerson, TestWorld } from '@parley/testkit';
import { ManualClock, until } from './parts.ts';

const CONVERSATIONS = 8;
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

/** Alice's station, each of whose downloads is told of before it goes on. */
function start(downloading: (conversationId: string) => Promise<void> | void): Promise<Parley> {
  return Parley.resume({
    ...alice.options,
    fetch: async (url, init) => {
      const { action, conversationid } = JSON.parse(new TextDecoder().decode(init.body as Uint8Array));
      if (action === 'download') await downloading(conversationid);
      return fetch(url, init);
    },
  });
}

test('where nothing is new, conversations are fetched one after the other', async () => {
  let asked = 0;
  const begun: number[] = [];
  const parley = await Parley.resume({
    ...alice.options,
    fetch: async (url, init) => {
      if (!new TextDecoder().decode(init.body as Uint8Array).includes('"action":"download"'))
        return fetch(url, init);
      begun.push(++asked);
      return fetch(url, init).finally(() => asked--);
    },
  });
  await parley.connect({ clock: new ManualClock() }).caughtUp();
  await parley.close();
  expect(begun).toHaveLength(CONVERSATIONS);
  // The first ones are asked for before it is known that nothing is new.
  expect(begun.slice(AT_ONCE)).toEqual(Array(CONVERSATIONS - AT_ONCE).fill(1));
});

test('one that takes long holds up the others for a moment only', async () => {
  const clock = new ManualClock();
  const asked: string[] = [];
  const over = Promise.withResolvers<void>();
  const parley = await start((id) => {
    asked.push(id);
    return asked.length === 1 ? over.promise : undefined;
  });
  const live = parley.connect({ clock });
  await until(() => asked.length === AT_ONCE);
  while (asked.length < CONVERSATIONS) {
    await Bun.sleep(1);
    clock.pass(1000);
  }
  over.resolve();
  await live.caughtUp();
  await parley.close();
  expect(new Set(asked).size).toBe(CONVERSATIONS);
});

test('what is pushed does not wait for a conversation that something else is done with', async () => {
  const parley = await Parley.resume(alice.options);
  const live = parley.connect({ clock: new ManualClock() });
  await live.caughtUp();
  const [held, other] = await bob.parley.conversations();
  if (!held || !other) throw new Error('there are several');
  const over = Promise.withResolvers<void>();
  const isHeld = Promise.withResolvers<void>();
  const holding = parley.station.store.lock(`conversations/${held.id}/lock`, () => {
    isHeld.resolve();
    return over.promise;
  });
  await isHeld.promise;
  const news = new Promise<void>((resolve) => {
    live.on('conversation', ({ conversation }) => conversation.id === other.id && resolve());
  });
  await held.send('one');
  await other.send('two');
  await news;
  over.resolve();
  await Promise.all([holding, live.caughtUp()]);
  await parley.close();
});

test('as long as they bring something, several are fetched at the same time', async () => {
  for (const conversation of await bob.parley.conversations()) await conversation.send('good morning');
  let asked = 0;
  let several = Promise.withResolvers<void>();
  // They are held up until so many are under way, and so are those that follow.
  const parley = await start(() => {
    const { promise, resolve } = several;
    if (++asked % AT_ONCE === 0) {
      resolve();
      several = Promise.withResolvers();
    }
    return promise;
  });
  await parley.connect({ clock: new ManualClock() }).caughtUp();
  await parley.close();
  expect(asked).toBe(CONVERSATIONS);
});
