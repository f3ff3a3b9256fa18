import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { csvLine, exportConversation } from '../../src/export/index.ts';
import { bob, hostile, huge, idOf, report, sourceOf, unopened, view, whole } from './views.ts';

/** A reader of RFC 4180, written from its grammar: records end with CRLF, fields may be quoted. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      for (at++; !(text[at] === '"' && text[at + 1] !== '"'); at++) {
        if (at >= text.length) throw new Error('a quoted field does not end');
        if (text[at] === '"') at++;
        field += text[at];
      }
      at++;
    } else {
      for (; at < text.length && !',\r\n"'.includes(text[at] as string); at++) field += text[at];
    }
    row.push(field);
    if (text[at] === ',') at++;
    else if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else throw new Error(`neither a comma nor a line end at ${at}`);
  }
  if (row.length > 0) throw new Error('the last record does not end');
  return rows;
}

const HEADER =
  'id,created,sent,sender_id,sender_name,sender_verified,kind,body,replyto,imported_name,imported_source,imported_line,reports';
const BODY = 7;

describe('CSV', () => {
  test('has a header and a row for each opened message, with the values of JSON Lines', async () => {
    const entries = [
      view(1, { body: 'a, "b"\nc', replyto: [idOf(8), idOf(9)], reports: [report('delivered', bob.id, 1)] }),
      unopened(2),
      view(3, {
        sender: { ...bob, verified: false },
        imported: { name: 'nick', source: 'log', line: 'system' },
      }),
    ];
    const { text, value } = await whole(exportConversation('csv', sourceOf(entries)));
    expect(parseCsv(text)).toEqual([
      HEADER.split(','),
      [
        idOf(1),
        '2025-05-12T08:01:00.000Z',
        '2025-05-12T08:01:00.000Z',
        'a'.repeat(32),
        'Alice',
        'true',
        'text',
        'a, "b"\nc',
        `${idOf(8)} ${idOf(9)}`,
        '',
        '',
        '',
        `[{"type":"delivered","created":"2025-05-12T09:00:00.000Z","user":"${bob.id}","station":"${'f'.repeat(32)}"}]`,
      ],
      [
        idOf(3),
        '2025-05-12T08:03:00.000Z',
        '2025-05-12T08:03:00.000Z',
        'b'.repeat(32),
        'Bob',
        'false',
        'text',
        'text 3',
        '',
        'nick',
        'log',
        'system',
        '',
      ],
    ]);
    expect(value.unopened).toHaveLength(1);
  });

  test('gives every text back, but for what UTF-8 and CSV cannot hold', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostile, huge));
    fc.assert(
      fc.property(text, text, (body, name) => {
        const message = view(1, { body, imported: { name, source: body } });
        const [row, ...rest] = parseCsv(csvLine(message, { guardFormulas: false }));
        const kept = (value: string) => value.toWellFormed().replaceAll('\0', '\u{fffd}');
        expect(rest).toEqual([]);
        expect([row?.[BODY], row?.[9], row?.[10]]).toEqual([kept(body), kept(name), kept(body)]);
      }),
    );
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('%j is no formula', (body) => {
    expect(parseCsv(csvLine(view(1, { body })))[0]?.[BODY]).toBe(`'${body}`);
    expect(parseCsv(csvLine(view(1, { body }), { guardFormulas: false }))[0]?.[BODY]).toBe(body);
  });

  test('no cell of any message begins a formula, and nothing else gets an apostrophe', () => {
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '', "'", ' ', 'a');
    const text = fc.tuple(start, fc.string()).map(([first, rest]) => first + rest);
    fc.assert(
      fc.property(text, text, (body, name) => {
        const row = parseCsv(csvLine(view(1, { body, imported: { name, source: 'log' } })))[0] as string[];
        expect(row.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
        expect(row[BODY]).toBe(/^[=+\-@\t\r]/.test(body) ? `'${body}` : body);
      }),
    );
  });

  test('can be turned to exact texts for a whole export', async () => {
    const { text } = await whole(
      exportConversation('csv', sourceOf([view(1, { body: '=1' })]), { guardFormulas: false }),
    );
    expect(parseCsv(text)[1]?.[BODY]).toBe('=1');
  });
});
