import { describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { exportConversation } from '../../src/export/index.ts';
import { readable } from '../../src/fold/visible.ts';
import { importedFrom, importId, parseIrcLog } from '../../src/irc/index.ts';
import type { Entry } from '../../src/view.ts';
import { realLogs } from '../irc/corpus.ts';
import { alice, bob, carol, hostile, huge, idOf, report, sourceOf, unopened, view, whole } from './views.ts';

const page = async (entries: readonly Entry[], more = {}) =>
  (await whole(exportConversation('html', sourceOf(entries, more)))).text;

interface Element {
  tag: string;
  attributes: Record<string, string>;
  text: string;
}

/** The page as an HTML parser of its own sees it: each element with its attributes and all text inside it. */
function parsed(html: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  new HTMLRewriter()
    .on('*', {
      element(element) {
        const attributes = Object.fromEntries(
          [...element.attributes].map(([name, value]) => [name, decoded(value)]),
        );
        const entry = { tag: element.tagName, attributes, text: '' };
        elements.push(entry);
        if (!element.canHaveContent) return;
        open.push(entry);
        element.onEndTag(() => {
          open.splice(open.lastIndexOf(entry), 1);
        });
      },
    })
    .onDocument({
      text(chunk) {
        for (const entry of open) entry.text += chunk.text;
      },
    })
    .transform(html);
  if (open.length > 0) throw new Error(`not closed: ${open.map(({ tag }) => tag).join(', ')}`);
  for (const entry of elements) entry.text = decoded(entry.text);
  return elements;
}

function decoded(html: string): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html.replace(/&([\w#]+);/g, (whole, name: string) => names[name] ?? whole);
}

const byClass = (elements: Element[], name: string) =>
  elements.filter(({ attributes }) => attributes.class?.split(' ').includes(name));

const TAGS =
  'html head meta title style body main header h1 h2 h3 p details summary ul li b span time div a bdi i code section'.split(
    ' ',
  );
const ATTRIBUTES =
  'lang charset http-equiv content name class id dir href rel datetime role aria-hidden aria-label'.split(
    ' ',
  );

/** Nothing but what the export itself writes, and no address that runs. */
function expectHarmless(html: string): Element[] {
  const elements = parsed(html);
  expect(elements.filter(({ tag }) => !TAGS.includes(tag))).toEqual([]);
  for (const { attributes } of elements) {
    expect(Object.keys(attributes).filter((name) => !ATTRIBUTES.includes(name))).toEqual([]);
    if (attributes.href !== undefined) expect(attributes.href).toMatch(/^(https?:\/\/|#)/i);
  }
  expect(html.isWellFormed()).toBe(true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not be there
  expect(html).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/);
  return elements;
}

describe('an HTML export', () => {
  test('forbids scripts and everything from elsewhere, and its style has the hash that it names', async () => {
    const html = await page([view(1)]);
    const style = /<style>(.*)<\/style>/s.exec(html)?.[1] as string;
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = parsed(html).find(
      ({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy',
    );
    expect(policy?.attributes.content).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    // A policy holds from where it stands: nothing that loads or runs may come before it.
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<title>'));
    expect(html).not.toMatch(/url\(|@import|src=/);
  });

  test('shows everything where it belongs', async () => {
    const elements = expectHarmless(
      await page(
        [
          view(1, { body: 'Shall we?\nAt ten?' }),
          view(2, { body: 'See https://example.org/x?a=1&b=2.' }),
          view(3, { sender: bob, replyto: [idOf(1), idOf(99)], body: 'Yes' }),
          view(4, { sender: bob, kind: 'edit', target: idOf(3), body: 'Yes!' }),
          view(5, { kind: 'reaction', target: idOf(3), sender: carol, body: '👍' }),
          view(6, { sender: carol, body: 'oops' }),
          view(7, { sender: carol, kind: 'delete', target: idOf(6), body: '' }),
          view(8, { sender: carol, findings: [{ code: 'gap', text: '3 messages missing here' }] }),
          unopened(9),
          view(10, { sender: { ...bob, verified: false }, body: 'Send money' }),
          view(11, { kind: 'rename', body: 'Team' }),
          view(60 * 24),
        ],
        { title: 'The <team>', findings: () => [{ code: 'gap', text: '2 missing at the end' }] },
      ),
    );
    const texts = (name: string) => byClass(elements, name).map(({ text }) => text);
    const byId = (number: number) => elements.find(({ attributes }) => attributes.id === `m-${idOf(number)}`);
    expect(elements.find(({ tag }) => tag === 'title')?.text).toBe('The <team>');
    expect(elements.find(({ tag }) => tag === 'h1')?.text).toBe('The <team>');
    expect(texts('facts')).toEqual([
      'Monday, 12 May 2025, 08:01 – Tuesday, 13 May 2025, 08:00 (UTC)',
      '11 of 12 messages opened · 4 people · 1 not opened · 1 not proven · 2 findings',
    ]);
    expect(elements.filter(({ tag }) => tag === 'h2').map(({ text }) => text)).toEqual([
      'Monday, 12 May 2025',
      'Tuesday, 13 May 2025',
    ]);
    expect(byClass(elements, 'who').map(({ text }) => text.replace(/\s+/g, ' ').trim())).toEqual([
      'Alice 08:01',
      'Bob 08:03',
      'Carol 08:06',
      'Carol 08:08',
      'not proven to be Bob 08:10',
      'Alice 08:00',
    ]);
    expect(texts('body').slice(0, 3)).toEqual([
      'Shall we?\nAt ten?',
      'See https://example.org/x?a=1&b=2.',
      'Yes! (edited)',
    ]);
    expect(elements.find(({ attributes }) => attributes.rel)?.attributes.href).toBe(
      'https://example.org/x?a=1&b=2',
    );
    expect(byClass(elements, 'quote').map(({ text, attributes }) => [attributes.href, text])).toEqual([
      [`#m-${idOf(1)}`, 'AliceShall we? …'],
      [undefined, 'an earlier message'],
    ]);
    expect(texts('reaction')).toEqual(['👍 Carol']);
    expect(texts('deleted')).toEqual(['deleted']);
    expect(texts('finding')).toEqual(['3 messages missing here gap', '2 missing at the end gap']);
    expect(texts('unopened')[0]).toContain('The message was changed on its way.');
    expect(byId(9)?.attributes.class).toBe('unopened');
    expect(elements.find(({ attributes }) => attributes.id === 'not-opened')?.text).toContain(idOf(9));
    expect(texts('lone')[0]).toContain('Alice renamed the conversation: Team');
    expect(byId(4)).toBeUndefined();
  });

  test('shows reports as ticks: one for delivered, two for viewed, never the sender’s own', async () => {
    const elements = parsed(
      await page(
        [
          view(1, {
            reports: [
              report('delivered', bob.id, 1),
              report('delivered', bob.id, 1),
              report('viewed', alice.id, 1),
            ],
          }),
          view(2, {
            reports: [
              report('delivered', bob.id, 2),
              report('viewed', bob.id, 2),
              report('viewed', carol.id, 2),
            ],
          }),
          view(3),
        ],
        { names: new Map([[bob.id, 'Bob <b>']]) },
      ),
    );
    expect(byClass(elements, 'ticks').map(({ text }) => text)).toEqual([
      '✓ delivered to Bob <b>',
      `✓✓ viewed by Bob <b>, ${carol.id}`,
    ]);
  });

  test('names who imported beside every turn, and once a day beside lines of the system', async () => {
    const imported = (name: string, line?: 'action' | 'system') => ({
      imported: { name, source: 'log', ...(line && { line }) },
    });
    const elements = expectHarmless(
      await page([
        view(1, { ...imported('|trey|'), body: 'hi' }),
        view(2, { ...imported('', 'system'), body: 'bob2 has joined' }),
        view(3, { ...imported('bob2', 'action'), body: 'waves' }),
        view(4, { ...imported('bob2'), body: '' }),
        view(5, { ...imported('', 'system'), body: 'bob2 has left' }),
        view(6, { body: 'said by Alice' }),
      ]),
    );
    expect(byClass(elements, 'who').map(({ text }) => text.replace(/\s+/g, ' ').trim())).toEqual([
      '|trey| imported by Alice 08:01',
      'bob2 imported by Alice 08:03',
      'Alice 08:06',
    ]);
    expect(byClass(elements, 'lone').map(({ text }) => text)).toEqual([
      '08:02=== bob2 has joined (imported by Alice)\n'.trim(),
      '08:05=== bob2 has left',
    ]);
    expect(byClass(elements, 'action').map(({ text }) => text)).toEqual(['waves']);
    expect(byClass(elements, 'empty').map(({ text }) => text)).toEqual(['(no text)']);
  });

  test('groups what one person says within five minutes, and begins anew after another’s words', async () => {
    const elements = parsed(
      await page([
        view(1),
        view(2),
        view(7),
        view(13),
        view(14, { sender: bob }),
        view(15),
        view(15, { id: idOf(16) }),
      ]),
    );
    expect(byClass(elements, 'turn')).toHaveLength(4);
    expect(byClass(elements, 'message')).toHaveLength(7);
  });

  test('whatever is written anywhere is text, and the page stays whole', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(...hostile));
    await fc.assert(
      fc.asyncProperty(text, text, text, async (body, name, other) => {
        const elements = expectHarmless(
          await page(
            [
              view(1, { body, sender: { ...alice, name } }),
              view(2, {
                body: other,
                sender: bob,
                replyto: [idOf(1), body],
                imported: { name, source: other },
              }),
              view(3, { body: name, kind: 'reaction', target: idOf(1) }),
              view(4, { body, kind: 'rename', findings: [{ code: other, text: name }] }),
              view(5, { body, sender: { ...bob, name, verified: false } }),
              unopened(6, { code: name, reason: body }),
              view(7, { body: 'the end', sender: carol }),
            ],
            { title: name, names: new Map([[bob.id, body]]) },
          ),
        );
        const bodies = byClass(elements, 'body').map(({ text }) => text);
        const shown = readable(body);
        expect(bodies[0]).toBe(shown.trim() === '' ? '(no text)' : shown);
        expect(bodies.at(-1)).toBe('the end');
      }),
      { numRuns: 60 },
    );
  });

  test('keeps 500 KB of text whole', async () => {
    expect(byClass(parsed(await page([view(1, { body: huge })])), 'body')[0]?.text).toBe(huge);
  });

  test.each(realLogs)(
    'of the real log $file holds every line, with links to what is answered',
    async (log) => {
      const { file, raw, annotation } = log;
      const { lines } = parseIrcLog(raw, file, { annotation });
      const ids = lines.map((line) => importId('c'.repeat(32), file, line.number));
      const entries = lines.map((line, index) =>
        view(index, {
          id: ids[index] as string,
          sent: line.sent,
          body: line.text,
          imported: importedFrom(line, file),
          replyto: line.replyto.map((number) => ids[number] as string),
        }),
      );
      const elements = expectHarmless(await page(entries));
      const shown = byClass(elements, 'body').map(({ text, attributes }) =>
        attributes.class?.includes('empty') ? '' : text,
      );
      expect(shown).toEqual(lines.map((line) => readable(line.text)));
      const anchors = new Set(elements.map(({ attributes }) => `#${attributes.id}`));
      const quotes = byClass(elements, 'quote');
      expect(quotes).toHaveLength(lines.reduce((sum, line) => sum + line.replyto.length, 0));
      expect(quotes.filter(({ attributes }) => !anchors.has(attributes.href as string))).toEqual([]);
    },
  );

  test('shows edits and deletions of imported lines of the system as those of others', async () => {
    const imported = { name: '', source: 'log', line: 'system' } as const;
    const elements = expectHarmless(
      await page([
        view(1, { imported, body: 'a' }),
        view(2, { imported, body: 'b' }),
        view(3, { kind: 'edit', target: idOf(1), body: 'c' }),
        view(4, { kind: 'delete', target: idOf(2), body: '' }),
      ]),
    );
    expect(byClass(elements, 'body').map(({ text }) => text)).toEqual(['c (edited)', 'deleted']);
  });
});
