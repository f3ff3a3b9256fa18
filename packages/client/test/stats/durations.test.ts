import { describe, expect, test } from 'bun:test';
import { durationsOf, durationText, quantile } from '../../src/stats/durations.ts';
import { wordsIn } from '../../src/stats/words.ts';

describe('quantiles', () => {
  test('lie between neighbours, as those of NumPy and DuckDB', () => {
    // numpy.quantile([1, 2, 4, 10], [0, .25, .5, .9, 1])
    expect([0, 0.25, 0.5, 0.9, 1].map((part) => quantile([1, 2, 4, 10], part))).toEqual([
      1, 1.75, 3, 8.200000000000001, 10,
    ]);
  });

  test('of one value are that value, and of none nothing', () => {
    expect(durationsOf([7])).toEqual({ count: 1, median: 7, p90: 7 });
    expect(durationsOf([])).toEqual({ count: 0, median: null, p90: null });
  });

  test('do not depend on the order, and sort numbers as numbers', () => {
    expect(durationsOf([100, 9, 20]).median).toBe(20);
  });
});

describe('a duration in words', () => {
  test.each([
    [0, '0 s'],
    [59.6, '1 min'],
    [90, '1 min 30 s'],
    [3600, '1 h'],
    [3605, '1 h'],
    [3599.6, '1 h'],
    [86_400 - 60, '23 h 59 min'],
    [86_400 - 20, '1 d'],
    [86_400 + 7200, '1 d 2 h'],
    [30 * 86_400, '30 d'],
    [null, '–'],
  ])('%p seconds are %p', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });

  test('does not pretend to be more exact than the clock', () => {
    expect(durationText(0, 60)).toBe('under 1 min');
    expect(durationText(60, 60)).toBe('1 min');
    expect(durationText(null, 60)).toBe('–');
  });
});

describe('words', () => {
  test('hold a letter or a digit', () => {
    expect(wordsIn('')).toBe(0);
    expect(wordsIn(' one, two - three… 4 :-) żółw 日本語 \n\u{a0}x')).toBe(7);
  });
});
