import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { reconnectDelay } from '../../src/live/reconnect.ts';

test('the longest wait doubles with every failure, up to half a minute', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 1000].map((failures) => reconnectDelay(failures, 1));
  expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('all of the wait is random', () => {
  expect([0, 0.25, 0.5].map((random) => reconnectDelay(3, random))).toEqual([0, 1000, 2000]);
});

test('no wait is longer than half a minute, and none is none', () => {
  const failures = fc.integer({ min: 1, max: 5000 });
  const random = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(failures, random, (count, chance) => {
      const delay = reconnectDelay(count, chance);
      return Number.isInteger(delay) && delay >= 0 && delay <= 30_000;
    }),
  );
});
