import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { excerptOf } from '../src/search/excerpt.ts';
import { plainTextOf } from '../src/text/plain-text.ts';

const inOneLine = (text: string) => text.replace(/\s+/g, ' ');

const shown = (body: string, query: string) =>
  excerptOf(body, query)
    .map(({ text, isFound }) => (isFound ? `[${text}]` : text))
    .join('');

test('finds are pointed out whatever their case and accents', () => {
  expect(shown('Die Übersetzung fehlt', 'UBERSETZ')).toBe('Die [Übersetz]ung fehlt');
  expect(shown('one two one', 'one')).toBe('[one] two [one]');
  expect(shown('abcabc', 'abca cab')).toBe('[abcab]c');
});

test('a message is shown as it reads, unless its signs are what was looked for', () => {
  expect(shown('some **bold** and `code`', 'bold')).toBe('some [bold] and code');
  expect(shown('> quoted\n- first _item_', 'item')).toBe('quoted first [item]');
  expect(shown('```\na * b * c\n```', 'b')).toBe('a * [b] * c');
  expect(shown('some **bold**', '**b')).toBe('some [**b]old**');
  expect(shown('**old** and new', 'old **')).toBe('[**old**] and new');
});

test('a find far back in a long text is what is shown', () => {
  const text = shown(`${'word '.repeat(500)}needle ${'word '.repeat(500)}`, 'needle');
  expect(text).toMatch(/^…(word )+\[needle\] (word )+.*…$/);
  expect(text.length).toBeLessThan(160);
});

test('whatever the text and the query: no character is torn, and every find is what the text holds', () => {
  const text = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 40 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(text, fc.string({ unit: 'grapheme', maxLength: 3 }), (body, query) => {
      for (const part of excerptOf(body, query)) {
        expect(part.text).not.toBe('');
        expect(part.text.isWellFormed()).toBe(true);
        if (part.isFound) expect([body, plainTextOf(body)].map(inOneLine).join('\n')).toContain(part.text);
      }
    }),
  );
});
