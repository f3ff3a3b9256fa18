import { afterEach, beforeEach, expect, test } from 'bun:test';
import { Replays } from '../../src/http/replays.ts';
import { Refusal } from '../../src/operations/refusal.ts';
import { spentSignatures } from '../../src/store/replays.ts';
import { openWorld, type World } from '../harness.ts';
import { dateOf } from './station.ts';

const START = Date.parse('2024-03-08T13:55:47.500Z');

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function codeOf(admit: () => Promise<void> | undefined): Promise<string> {
  try {
    await admit();
    return 'OK';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** The signatures that the next start finds. */
async function stored(): Promise<string[]> {
  return (await world.store.read(spentSignatures)).map(({ signature }) => signature).sort();
}

test('a signature is remembered for as long as its timestamp lets it pass', async () => {
  const replays = await Replays.open(world.store, START);
  const ahead = dateOf(START + 300_000);
  expect(await codeOf(() => replays.admit('a', ahead, START))).toBe('OK');
  for (const seconds of [0, 1, 299, 300, 599, 600]) {
    expect(await codeOf(() => replays.admit('a', ahead, START + seconds * 1000))).toBe('replayed');
  }
});

test('memory is bounded: what can no longer pass makes room', async () => {
  const replays = await Replays.open(world.store, START, 2);
  expect(await codeOf(() => replays.admit('a', dateOf(START), START))).toBe('OK');
  expect(await codeOf(() => replays.admit('b', dateOf(START), START))).toBe('OK');
  expect(await codeOf(() => replays.admit('c', dateOf(START), START))).toBe('overloaded');
  expect(await codeOf(() => replays.admit('a', dateOf(START), START))).toBe('replayed');
  const last = START + 300_000;
  expect(await codeOf(() => replays.admit('c', dateOf(last), last))).toBe('overloaded');
  const later = last + 1000;
  expect(await codeOf(() => replays.admit('c', dateOf(later), later))).toBe('OK');
});

test('a timestamp of the second of the start passes, and one before it does not', async () => {
  const replays = await Replays.open(world.store, START);
  expect(await codeOf(() => replays.admit('a', dateOf(START), START))).toBe('OK');
  expect(await codeOf(() => replays.admit('b', dateOf(START - 1000), START))).toBe('replayed');
});

test('only what is ahead of the clock is stored before it is executed', async () => {
  const replays = await Replays.open(world.store, START);
  for (const seconds of [-0.5, 0, 0.4]) {
    expect(replays.admit(`at ${seconds}`, dateOf(START + seconds * 1000), START)).toBeUndefined();
  }
  expect(await stored()).toEqual([]);
  await replays.admit('ahead', dateOf(START + 1000), START);
  expect(await stored()).toEqual(['ahead']);
});

test('a stop stores what the next start would let pass, and no more', async () => {
  const replays = await Replays.open(world.store, START);
  const stop = START + 2000;
  for (const seconds of [0, 1, 2, 3]) replays.admit(`at ${seconds}`, dateOf(START + seconds * 1000), stop);
  await replays.flush(stop);
  expect(await stored()).toEqual(['at 2', 'at 3']);
  const next = await Replays.open(world.store, stop);
  for (const seconds of [0, 1, 2, 3]) {
    const timestamp = dateOf(START + seconds * 1000);
    expect(await codeOf(() => next.admit(`at ${seconds}`, timestamp, stop))).toBe('replayed');
  }
});

test('what can no longer pass does not stay stored', async () => {
  const replays = await Replays.open(world.store, START);
  await replays.admit('a', dateOf(START + 1000), START);
  await replays.admit('b', dateOf(START + 2000), START);
  const late = START + 302_000;
  await replays.admit('c', dateOf(late + 1000), late);
  expect(await stored()).toEqual(['b', 'c']);
  await Replays.open(world.store, late + 1000);
  expect(await stored()).toEqual(['c']);
});
