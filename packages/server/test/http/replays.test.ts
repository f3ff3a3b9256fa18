import { expect, test } from 'bun:test';
import { Replays } from '../../src/http/replays.ts';
import { Refusal } from '../../src/operations/refusal.ts';
import { dateOf } from './station.ts';

const START = Date.parse('2024-03-08T13:55:47.500Z');

function codeOf(admit: () => void): string {
  try {
    admit();
    return 'OK';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

test('a signature is remembered for as long as its timestamp lets it pass', () => {
  const replays = new Replays(START);
  const ahead = dateOf(START + 300_000);
  expect(codeOf(() => replays.admit('a', ahead, START))).toBe('OK');
  for (const seconds of [0, 1, 299, 300, 599, 600]) {
    expect(codeOf(() => replays.admit('a', ahead, START + seconds * 1000))).toBe('replayed');
  }
});

test('memory is bounded: what can no longer pass makes room', () => {
  const replays = new Replays(START, 2);
  expect(codeOf(() => replays.admit('a', dateOf(START), START))).toBe('OK');
  expect(codeOf(() => replays.admit('b', dateOf(START), START))).toBe('OK');
  expect(codeOf(() => replays.admit('c', dateOf(START), START))).toBe('overloaded');
  expect(codeOf(() => replays.admit('a', dateOf(START), START))).toBe('replayed');
  const later = START + 400_000;
  expect(codeOf(() => replays.admit('c', dateOf(later), later))).toBe('OK');
});

test('a timestamp of the second of the start passes, and one before it does not', () => {
  const replays = new Replays(START);
  expect(codeOf(() => replays.admit('a', dateOf(START), START))).toBe('OK');
  expect(codeOf(() => replays.admit('b', dateOf(START - 1000), START))).toBe('replayed');
});
