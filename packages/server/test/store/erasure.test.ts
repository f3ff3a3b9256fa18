import { afterEach, beforeEach, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Caller } from '../../src/operations/operation.ts';
import type { Engine } from '../../src/store/engine/engine.ts';
import { eraseCleared } from '../../src/store/erasure.ts';
import { openStore } from '../../src/store/open.ts';
import { idsOf, openWorld, type Place, World } from '../harness.ts';

let world: World;
let alice: Caller;
let place: Place;

beforeEach(async () => {
  world = await openWorld();
  alice = await world.user('Alice');
  place = await world.pair(alice, await world.user('Bob'));
});
afterEach(() => world.close());

const rowsIn = async (store: Engine) =>
  store.read(async (reader) => {
    const count = async (table: string) =>
      (await reader.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))?.n;
    return { messages: await count('messages'), reports: await count('reports') };
  });

async function fill(count: number): Promise<void> {
  const messages = Array.from({ length: count }, () => world.message());
  await world.ask('conversation/import', alice, { ...place, messages });
  await world.report(alice, place, 'viewed', idsOf(messages));
}

test('what is cleared is erased, whatever its number, and what comes after stays', async () => {
  await fill(700);
  const { conversation } = await world.ask('conversation/clear', alice, place);
  await world.add(alice, { ...place, instance: conversation.instance });
  await eraseCleared(world.store);
  expect(await rowsIn(world.store)).toEqual({ messages: 1, reports: 0 });
});

test('erasing takes small steps, so that other writes come in between', async () => {
  await fill(700);
  await world.ask('conversation/clear', alice, place);
  const { conversation } = await world.ask('conversation/mute', alice, place);
  expect(conversation.mutedby).toEqual([alice.user]);
  expect((await rowsIn(world.store)).messages).toBeGreaterThan(0);
  await eraseCleared(world.store);
});

test('several clearings are all erased', async () => {
  let { instance } = place;
  for (let time = 0; time < 3; time++) {
    const now = { ...place, instance };
    await world.add(alice, now);
    ({ instance } = (await world.ask('conversation/clear', alice, now)).conversation);
  }
  await eraseCleared(world.store);
  expect(await rowsIn(world.store)).toEqual({ messages: 0, reports: 0 });
});

test('what a stop interrupted is erased after the next start', async () => {
  await fill(700);
  await world.ask('conversation/clear', alice, place);
  await world.store.close();
  const folder = join(world.folder, 'data');
  world = new World(await openStore(folder), world.folder, world.workspace);
  while ((await rowsIn(world.store)).messages !== 0) await world.store.write(async () => {});
  expect(await rowsIn(world.store)).toEqual({ messages: 0, reports: 0 });
});
