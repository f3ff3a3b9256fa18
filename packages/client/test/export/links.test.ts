import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { hiddenHost, withLinks } from '../../src/export/links.ts';
import { hostile } from './views.ts';

const linksIn = (text: string) =>
  withLinks(text)
    .filter(({ link }) => link)
    .map(({ text }) => text);

describe('web addresses in a text', () => {
  test('end where a sentence does, and keep the parentheses that they opened', () => {
    expect(linksIn('see http://a.b/c, (https://d.e/f) and https://g.h/i_(j). HTTP://K.L!')).toEqual([
      'http://a.b/c',
      'https://d.e/f',
      'https://g.h/i_(j)',
      'HTTP://K.L',
    ]);
  });

  test('of brackets alone are left where they begin', () => {
    expect(linksIn(`http://x/${')'.repeat(1000)}`)).toEqual(['http://x/']);
    expect(linksIn(`http://x/(a)${')'.repeat(1000)}`)).toEqual(['http://x/(a)']);
  });

  test.each([
    ['https://example.org/a?b#c', undefined],
    ['HTTPS://Example.Org', undefined],
    ['http://example.org:80/', undefined],
    ['https://example.org:8443', undefined],
    ['https://xn--pple-43d.example', undefined],
    ['https://\u0430pple.example/login', 'xn--pple-43d.example'],
    ['https://bank.example@elsewhere.example/', 'elsewhere.example'],
    ['https://bank.example\\@elsewhere.example/', 'bank.example'],
    ['https://ex%61mple.org/', 'example.org'],
    ['http://2130706433/', '127.0.0.1'],
  ])('%s leads where it says, or the place is named', (address, host) => {
    expect(hiddenHost(address)).toBe(host as string);
  });

  test('are http and https alone', () => {
    expect(
      linksIn('javascript:alert(1) data:text/html,x file:///etc/passwd ftp://x mailto:a@b http:// https://.'),
    ).toEqual([]);
  });

  test('end before anything that acts, and before the sign that it is shown as', () => {
    const texts = ['http://x/\u{1b}[0m', 'http://x/␛[0m', 'http://x/\u{202e}gpj', 'http://x/⟨U+202E⟩gpj'];
    expect(texts.map(linksIn)).toEqual(texts.map(() => ['http://x/']));
  });

  test('and what is between them are the whole text, and none holds a blank, quote or bracket', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom(...hostile), fc.webUrl());
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const joined = texts.join(' ');
        expect(
          withLinks(joined)
            .map(({ text }) => text)
            .join(''),
        ).toBe(joined);
        for (const link of linksIn(joined)) expect(link).toMatch(/^https?:\/\/[^\s<>"]+$/i);
      }),
    );
  });
});
