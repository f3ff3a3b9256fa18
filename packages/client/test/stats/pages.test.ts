import { describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { collectStats, statsPage, statsText } from '../../src/stats/index.ts';
import type { Entry } from '../../src/view.ts';
import { alice, bob, carol, hostile, idOf, sourceOf, unopened, view } from '../export/views.ts';

const conversation: Entry[] = [
  view(0, { body: 'Shall we meet?', created: '2025-05-12 08:00:30' }),
  view(2, { sender: bob, replyto: [idOf(0)], body: 'Yes.' }),
  view(3, { kind: 'reaction', target: idOf(2), sender: carol, body: '👍' }),
  view(16 * 60, { sender: carol, body: 'Too late' }),
  unopened(17 * 60),
];
const stats = (entries: readonly Entry[] = conversation, title = 'Test') =>
  collectStats(sourceOf(entries, { title }));

describe('statistics as text', () => {
  test('are tables that can be read without a chart', async () => {
    const text = statsText(await stats());
    const quiet = Array.from({ length: 24 }, (_, hour) => hour)
      .map((hour) => (hour === 0 || hour === 8 ? '' : `  ${String(hour).padStart(2, '0')}:00  ·\n`))
      .map((line, hour) => {
        if (hour === 0) return `  00:00  ${'█'.repeat(20)} 1\n`;
        return hour === 8 ? `  08:00  ${'█'.repeat(40)} 2\n` : line;
      })
      .join('');
    expect(text).toBe(`Test
Monday, 12 May 2025 – Tuesday, 13 May 2025
3 messages · 6 words · 3 people · 1 not opened and not counted here

Messages per day
  12 May  ${'█'.repeat(40)} 2
  13 May  ${'█'.repeat(20)} 1

Messages per hour of the day (UTC)
${quiet}
People
  messages  words   share  name
         1      3  33.3 %  Alice
         1      1  33.3 %  Bob
         1      2  33.3 %  Carol

Response times
  count      median  90 % within
      1  1 min 30 s   1 min 30 s  from a message to its answers
      2         8 h  14 h 22 min  until the next person speaks

Busiest threads
  messages  people  begun by
         2       2  Alice: Shall we meet?

Reactions
  count  emoji
      1  👍
`);
  });

  test('long runs of empty spans are one row, short ones stay', async () => {
    const days = [0, 3, 20].map((day) => view(day * 24 * 60, { created: '2025-05-12 08:00:00' }));
    const text = statsText(await stats(days));
    expect(text.slice(text.indexOf('Messages per day'), text.indexOf('Messages per hour'))).toBe(
      `Messages per day
${[`12 May`, `13 May`, `14 May`, `15 May`, `16 days`, `1 Jun`]
  .map((label) => `  ${label.padStart(7)}  ${/12|15|Jun/.test(label) ? `${'█'.repeat(40)} 1` : '·'}`)
  .join('\n')}

`,
    );
  });

  test('of nothing say so', async () => {
    expect(statsText(await stats([]))).toBe('Test\n0 messages · 0 words · 0 people\n');
  });

  test('nothing in them acts on a terminal', async () => {
    for (const body of hostile) {
      const text = statsText(
        await stats(
          [view(1, { body, sender: { ...alice, name: body } }), view(2, { replyto: [idOf(1)] })],
          body,
        ),
      );
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not be there
      expect(text).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
    }
  });
});

describe('statistics as a page', () => {
  const TAGS =
    'html head meta title style body main header h1 h2 p dl dt dd div section details summary table thead tbody tr th td bdi b span svg desc line text g rect path'.split(
      ' ',
    );

  function tagsOf(html: string): { tag: string; attributes: Record<string, string> }[] {
    const found: { tag: string; attributes: Record<string, string> }[] = [];
    new HTMLRewriter()
      .on('*', {
        element(element) {
          found.push({ tag: element.tagName, attributes: Object.fromEntries([...element.attributes]) });
        },
      })
      .transform(html);
    return found;
  }

  test('need nothing from elsewhere and run nothing', async () => {
    const html = statsPage(await stats());
    const style = /<style>(.*)<\/style>/s.exec(html)?.[1] as string;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(html).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(html).not.toMatch(/<script|url\(|@import|src=|href=|style=/);
  });

  test('have a titled and described chart of days and of hours, with a table behind each', async () => {
    const html = statsPage(await stats());
    const tags = tagsOf(html);
    const charts = tags.filter(({ tag, attributes }) => tag === 'svg' && attributes.role === 'img');
    expect(charts.map(({ attributes }) => attributes['aria-labelledby'])).toEqual([
      'chart-days-title chart-days-desc',
      'chart-hours-title chart-hours-desc',
    ]);
    for (const { attributes } of charts) {
      const [title, description] = (attributes['aria-labelledby'] as string).split(' ');
      expect(html.split(`<title id="${title}">`)).toHaveLength(2);
      expect(html.split(`<desc id="${description}">`)).toHaveLength(2);
    }
    expect(html).toContain('<title id="chart-days-title">Messages per day</title>');
    expect(html).toContain('2 columns, 3 messages in all; the most, 2, in: Monday, 12 May 2025.</desc>');
    expect(html).toContain('<th scope="row">Tuesday, 13 May 2025</th><td class="number">1</td>');
    expect(html).toContain('<th scope="row">08:00 to 08:59</th><td class="number">2</td>');
    expect(tags.filter(({ tag }) => tag === 'details')).toHaveLength(2);
  });

  test('draw a column as high as its number, and none for nothing', async () => {
    const html = statsPage(await stats());
    const columns = [...html.matchAll(/<title>([^<]*): (\d+)<\/title>[^\n]*/g)].map(
      ([group, name, value]) => ({
        name,
        value: Number(value),
        height: columnHeight(group),
      }),
    );
    expect(columns).toHaveLength(2 + 24);
    const unit = (columns[0]?.height ?? 0) / 2;
    expect(unit).toBeGreaterThan(10);
    for (const { value, height } of columns) expect(height).toBeCloseTo(value * unit, 1);
  });

  test('of one day have no chart of days, and of nothing no chart at all', async () => {
    const day = statsPage(await stats([view(1)]));
    expect(day).not.toContain('chart-days');
    expect(day).toContain('chart-hours');
    expect(statsPage(await stats([]))).not.toContain('<svg');
    expect(statsPage(await stats([]))).toContain('Nobody has said anything here yet.');
  });

  test('whatever is written anywhere is text', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostile));
    await fc.assert(
      fc.asyncProperty(text, text, async (one, two) => {
        const html = statsPage(
          await stats(
            [
              view(1, { body: one, sender: { ...alice, name: two } }),
              view(2, { body: two, sender: bob, replyto: [idOf(1)], imported: { name: one, source: two } }),
              view(3, { kind: 'reaction', target: idOf(1), body: one }),
            ],
            two,
          ),
        );
        expect(tagsOf(html).filter(({ tag }) => !TAGS.includes(tag))).toEqual([]);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not be there
        expect(html).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

/** The height of the column drawn in a group, 0 when none is. */
function columnHeight(group: string): number {
  const path = /class="column" d="M[\d.]+ ([\d.]+)V([\d.]+)q0 -([\d.]+)/.exec(group);
  if (!path) return 0;
  const [bottom, below, radius] = path.slice(1).map(Number) as [number, number, number];
  return bottom - below + radius;
}
