import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { Inline } from '../src/text/inline.ts';
import { blocksOf } from '../src/text/markdown.ts';

/** Blocks as a short text: what a reader would see of their form. */
function shown(text: string): string[] {
  const inline = (part: Inline): string =>
    'inner' in part
      ? `<${part.kind}>${part.inner.map(inline).join('')}</${part.kind}>`
      : part.kind === 'text'
        ? text.slice(part.begin, part.end)
        : `<${part.kind}>${text.slice(part.begin, part.end)}</${part.kind}>`;
  return blocksOf(text).map((block) => {
    if (block.kind === 'code') return `code:${text.slice(block.begin, block.end)}`;
    const lines = block.kind === 'list' ? block.items : block.lines;
    return `${block.kind}:${lines.map((line) => line.map(inline).join('')).join('|')}`;
  });
}

test('the forms that people type are told apart', () => {
  expect(shown('**bold** and *em* and _em_ and ~~gone~~ and `code`')).toEqual([
    'paragraph:<strong>bold</strong> and <em>em</em> and <em>em</em> and <strike>gone</strike> and <code>code</code>',
  ]);
  expect(shown('Two:\n- one\n- **two**\n> said\n```\nx *y*\n```\nend')).toEqual([
    'paragraph:Two:',
    'list:one|<strong>two</strong>',
    'quote:said',
    'code:x *y*',
    'paragraph:end',
  ]);
});

test('blank lines beside another block part the two, and are no block of their own', () => {
  expect(shown('> said\n')).toEqual(['quote:said']);
  expect(shown('> said\n\nanswer\n\nmore\n \n> again\n\n> and again')).toEqual([
    'quote:said',
    'paragraph:answer||more',
    'quote:again',
    'quote:and again',
  ]);
  expect(shown('\n- one\n\n```\n\nx\n```\n')).toEqual(['list:one', 'code:\nx']);
  expect(shown('\nalone\n')).toEqual(['paragraph:|alone|']);
  expect(shown('\n')).toEqual(['paragraph:|']);
});

test('what only looks like a form stays as it stands', () => {
  for (const text of [
    '2 * 3 * 4',
    'snake_case_name',
    '**open',
    '*',
    '`',
    '-5',
    'a ~~ b',
    '** **',
    '****',
    '__',
    '~~~~',
    'f****',
  ]) {
    expect(shown(text)).toEqual([`paragraph:${text}`]);
  }
});

test('addresses are http and https alone, and nothing in them counts as emphasis', () => {
  expect(shown('see https://example.org/a_b_c.')).toEqual([
    'paragraph:see <link>https://example.org/a_b_c</link>.',
  ]);
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd']) {
    expect(shown(text)).toEqual([`paragraph:${text}`]);
  }
});

test('any text is taken apart without a loss of words, and in time', () => {
  const signs = fc.constantFrom(
    '*',
    '**',
    '_',
    '~~',
    '`',
    '```',
    '\n',
    '> ',
    '- ',
    '1. ',
    ' ',
    'a',
    'http://x',
  );
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 200 }), (parts) => {
      const text = parts.join('');
      const letters = (value: string) => value.replace(/[^ahtpx]/g, '').length;
      const seen = shown(text).map((block) => block.replace(/^\w+:|<\/?\w+>/g, ''));
      // The line that opens a block of code is no part of it.
      expect(letters(seen.join(''))).toBeLessThanOrEqual(letters(text));
    }),
  );
  expect(blocksOf('*a_ **'.repeat(3_000))).toHaveLength(1);
});
