import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { glanceOf, plainTextOf } from '../src/text/plain-text.ts';

test('at a glance a text is one line without the signs of its forms', () => {
  expect(glanceOf('**Tomorrow** at _noon_, see https://example.org/a_b_c')).toBe(
    'Tomorrow at noon, see https://example.org/a_b_c',
  );
  expect(glanceOf('```js\nlet a = b * c * d;\n```')).toBe('let a = b * c * d;');
  expect(glanceOf('> Who waters?\nI do')).toBe('Who waters? I do');
  expect(glanceOf('- bread\n- milk')).toBe('bread milk');
  expect(glanceOf('1. bread')).toBe('bread');
});

test('what only looks like a form, and what is nothing but signs, stays as it stands', () => {
  for (const text of ['2 * 3 * 4', 'snake_case_name', '```', '>', '**', ''])
    expect(glanceOf(text)).toBe(text);
});

test('whatever the text, nothing of a form is left but in a text of signs alone', () => {
  const pieces = fc.constantFrom(
    '*',
    '**',
    '_',
    '~~',
    '`',
    '```',
    '>',
    '-',
    '•',
    '+',
    '1.',
    ' ',
    '\n',
    'a',
    'http://b',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      const read = plainTextOf(text).trim() || text;
      expect(glanceOf(text).trim()).toBe(read.replace(/\s+/g, ' ').trim());
    }),
    { numRuns: 2_000 },
  );
});
