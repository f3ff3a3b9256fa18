import { expect, test } from 'bun:test';
import { isFewEmoji } from '../src/text/few-emoji.ts';

test.each(['🎉', '👍🏽', '❤️', '👩‍👩‍👧‍👦', '🇦🇹', ' 🎉🎉 🎉 ', '🏳️‍🌈'])(
  '%s is said with emoji alone',
  (text) => {
    expect(isFewEmoji(text)).toBe(true);
  },
);

test.each(['', ' ', 'Yes 👍', '🎉🎉🎉🎉', '7', '#', '123', '©', ':-)', `${'👩‍👩‍👧‍👦'.repeat(40)}`])(
  '%s is not',
  (text) => {
    expect(isFewEmoji(text)).toBe(false);
  },
);
