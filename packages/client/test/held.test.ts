import { afterAll, beforeAll, expect, jest, test } from 'bun:test';
import { Parley } from '@parley/client';
import { type TestPerson, TestWorld } from '@parley/testkit';

let world: TestWorld;
let alice: TestPerson;

beforeAll(async () => {
  world = await TestWorld.start();
  alice = await world.register('Alice');
  const bob = await world.register('Bob');
  await alice.parley.conversationWith(bob.email);
  await alice.parley.createGroup('planning', [bob.email]);
  await alice.parley.conversations();
});

afterAll(() => world.close());

/** A start of Alice's station without a network. */
function startOffline(): Promise<Parley> {
  return Parley.resume({ ...alice.options, tries: 1, fetch: () => Promise.reject(new Error('no network')) });
}

test('without a network a start knows the conversations, their names, and who can read them', async () => {
  const parley = await startOffline();
  const held = await parley.held();
  expect(held.map(({ name }) => name).sort()).toEqual(['Bob', 'planning']);
  for (const { readers } of held) expect(readers).toHaveLength(2);
});

test('what is held is what the server listed last', async () => {
  const parley = await Parley.resume(alice.options);
  expect(await parley.held()).toHaveLength(2);
  await parley.createGroup('outing', []);
  expect(await parley.conversations()).toHaveLength(3);
  expect(await parley.held()).toHaveLength(3);
  expect(await (await startOffline()).held()).toHaveLength(3);
});

test('what this station sets and begins itself is held as well', async () => {
  const parley = await Parley.resume(alice.options);
  const planning = await parley.conversation('planning');
  await planning.mute();
  await planning.favorite();
  await planning.setColor('#ddeeff');
  await (await parley.conversation('outing')).hide();
  await parley.createGroup('reading', []);
  const held = await (await startOffline()).held();
  expect(held).toHaveLength(4);
  const settings = held.map((one) => [one.name, one.isMuted, one.isFavorite, one.color, one.isHidden]);
  expect(settings).toContainEqual(['planning', true, true, '#ddeeff', false]);
  expect(settings).toContainEqual(['outing', false, false, '#ffffff', true]);
  expect(settings).toContainEqual(['reading', false, false, '#ffffff', false]);
});

test('a station that never listed its conversations holds none', async () => {
  const fresh = await world.readAnew(alice);
  expect(await fresh.held()).toEqual([]);
});

test('who is only recalled is asked for anew by the next list, so that changed keys are noticed', async () => {
  const asked: string[] = [];
  const parley = await Parley.resume({
    ...alice.options,
    fetch: (url, init) => {
      asked.push(new TextDecoder().decode(init.body as Uint8Array));
      return fetch(url, init);
    },
  });
  await parley.held();
  expect(asked).toEqual([]);
  await parley.conversations();
  expect(asked.some((body) => body.includes('"action":"keys"'))).toBe(true);
});

test('who asks for a conversation first of all does not wait for that to be over', async () => {
  const parley = await world.readAnew(alice);
  // What is told to wait would wait for a clock that stands still.
  jest.useFakeTimers();
  try {
    expect(await parley.first(() => parley.conversation('planning'))).toMatchObject({ name: 'planning' });
  } finally {
    jest.useRealTimers();
  }
});
