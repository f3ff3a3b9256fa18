import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { exportConversation } from '../../src/export/index.ts';
import { markdownText } from '../../src/export/markdown.ts';
import { readable } from '../../src/fold/visible.ts';
import type { Entry } from '../../src/view.ts';
import { bob, hostile, idOf, sourceOf, unopened, view, whole } from './views.ts';

const markdown = async (entries: readonly Entry[]) =>
  (await whole(exportConversation('md', sourceOf(entries)))).text;

/** What a reader of Markdown makes of it: elements with their attributes, and the text as it is shown. */
function rendered(source: string) {
  const elements: string[] = [];
  let html = '';
  new HTMLRewriter()
    .on('*', {
      element(element) {
        elements.push([element.tagName, ...[...element.attributes].map((pair) => pair.join('='))].join(' '));
      },
    })
    .onDocument({
      text(chunk) {
        html += chunk.text;
      },
    })
    .transform(Bun.markdown.html(source));
  return { elements, text: decoded(html) };
}

function decoded(html: string): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u{a0}' };
  return html.replace(/&(\w+);/g, (whole, name: string) => names[name] ?? whole);
}

/** Blanks and line ends alike, since those of HTML are. */
const squeezed = (text: string) => text.replace(/[\s\u{a0}]+/gu, ' ').trim();

describe('a Markdown export', () => {
  test('is readable as it stands', async () => {
    const entries = [
      view(1, { body: 'See https://example.org/a_b_(c).\n* one\n* two' }),
      view(2, { sender: bob, replyto: [idOf(1)], body: 'snake_case and _this_' }),
      view(3, { kind: 'reaction', target: idOf(2), body: '👍' }),
      view(4, { imported: { name: 'j_', source: 'log', line: 'action' }, body: 'waves' }),
      view(5, { imported: { name: '', source: 'log', line: 'system' }, body: 'j_ has left' }),
      view(6, { kind: 'rename', body: 'Team', findings: [{ code: 'gap', text: 'missing' }] }),
      unopened(7),
    ];
    expect(await markdown(entries)).toBe(`# Test

- Monday, 12 May 2025, 08:01 – 08:07 (UTC)
- 6 of 7 messages opened · 3 people · 1 not opened · 1 finding
- People: Alice 1, Bob 1, j\\_ (imported by Alice) 1

## Monday, 12 May 2025

**Alice** *08:01*\\
See <https://example.org/a_b_(c)>.\\
\\* one\\
\\* two

> **Alice** See <https://example.org/a_b_(c)>. …

**Bob** *08:02*\\
snake_case and \\_this\\_\\
*👍 Alice*

*08:04* • **j\\_** (imported by Alice) waves

*08:05* j\\_ has left (imported by Alice)

⚠ missing (gap)

**Alice** *08:06* renamed the conversation: Team

⚠ *08:07* A message could not be opened: The message was changed on its way. (bad_seal)

## Not opened

- 2025-05-12 08:07:00 UTC 00000000-0000-4000-8000-000000000007: The message was changed on its way. (bad_seal)
`);
  });

  test('shows any text as it was typed: no markup, no HTML, no list, only links that it spells out', () => {
    const alphabet = fc.constantFrom(
      ...'\\`*_{}[]()<>#+-=.!|~&:;"\'$^% \t\n1a'.split(''),
      'http://x',
      '    ',
      '\n\n',
      '\r\n',
      '&amp;',
      '```',
    );
    const text = fc.oneof(
      fc.array(alphabet, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...hostile),
    );
    fc.assert(
      fc.property(text, (body) => {
        const { elements, text } = rendered(markdownText(body));
        expect(squeezed(text)).toBe(squeezed(readable(body)));
        const strange = elements.filter((element) => !/^(p|br|a href=https?:)/.test(element));
        expect(strange).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('keeps indentation and empty lines', () => {
    expect(rendered(markdownText('a\n\n    b  c')).text).toBe(
      'a\n\u{a0}\n\u{a0}\u{a0}\u{a0}\u{a0}b\u{a0}\u{a0}c\n',
    );
  });

  test('a hostile message leaves the next one what it is', async () => {
    for (const body of hostile) {
      const { elements, text } = rendered(await markdown([view(1, { body }), view(2, { body: 'next' })]));
      expect(squeezed(text)).toEndWith('Alice 08:02 next');
      expect(elements.filter((element) => /script|img|svg|table|code|pre/.test(element))).toEqual([]);
    }
  });
});
