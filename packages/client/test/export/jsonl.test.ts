import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { exportConversation, jsonLine } from '../../src/export/index.ts';
import { alice, bob, hostile, huge, idOf, report, sourceOf, unopened, view, whole } from './views.ts';

const MEMBERS = ['id', 'created', 'sent', 'sender', 'kind', 'body', 'replyto', 'imported', 'reports'];

describe('a line of JSON Lines', () => {
  test('has exactly the documented members, in their order', () => {
    const message = view(1, {
      sent: Date.UTC(2025, 4, 12, 8, 1, 0, 7),
      replyto: [idOf(8), idOf(9)],
      imported: { name: '|trey|', source: 'irc #ubuntu 2004-11-15_03', line: 'action' },
      reports: [report('viewed', bob.id, 1)],
    });
    expect(jsonLine(message)).toBe(
      '{"id":"00000000-0000-4000-8000-000000000001","created":"2025-05-12T08:01:00.000Z",' +
        '"sent":"2025-05-12T08:01:00.007Z","sender":{"id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","name":"Alice","verified":true},' +
        '"kind":"text","body":"text 1","replyto":["00000000-0000-4000-8000-000000000008","00000000-0000-4000-8000-000000000009"],' +
        '"imported":{"name":"|trey|","source":"irc #ubuntu 2004-11-15_03","line":"action"},' +
        '"reports":[{"type":"viewed","created":"2025-05-12T09:00:00.000Z","user":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","station":"ffffffffffffffffffffffffffffffff"}]}\n',
    );
    expect(Object.keys(JSON.parse(jsonLine(view(1))))).toEqual(MEMBERS);
    expect(JSON.parse(jsonLine(view(1)))).toMatchObject({ replyto: [], imported: null, reports: [] });
  });

  test('gives edits, deletions and reactions as they are, with their target', () => {
    const lines = [
      view(2, { kind: 'edit', target: idOf(1), body: 'better' }),
      view(3, { kind: 'delete', target: idOf(1), body: '' }),
      view(4, { kind: 'reaction', target: idOf(1), body: '👍' }),
      view(5, { kind: 'reaction', target: idOf(1), body: '👍', remove: true }),
    ].map((message) => JSON.parse(jsonLine(message)));
    expect(lines.map(({ kind, body, replyto }) => [kind, body, replyto])).toEqual([
      ['edit', 'better', [idOf(1)]],
      ['delete', '', [idOf(1)]],
      ['reaction', '👍', [idOf(1)]],
      ['reaction-removed', '👍', [idOf(1)]],
    ]);
    for (const line of lines) expect(Object.keys(line)).toEqual(MEMBERS);
  });

  test('has null for a sender’s date that no reader of dates knows', () => {
    for (const sent of [9e15, -9e15, Number.NaN, Date.UTC(10000, 0, 1), Date.parse('0000-01-01T00:00:00Z')]) {
      expect(JSON.parse(jsonLine(view(1, { sent }))).sent).toBeNull();
    }
  });

  test('stays one line for every program, and gives every text back', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...hostile, huge),
    );
    fc.assert(
      fc.property(text, text, fc.boolean(), (body, name, verified) => {
        const line = jsonLine(view(1, { body, sender: { ...alice, name, verified } }));
        // The line ends of Python's str.splitlines, the most eager of line splitters.
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
        expect(line.split(/\r\n|[\n\v\f\r\u001c-\u001e\u0085\u2028\u2029]/)).toHaveLength(2);
        expect(line.endsWith('\n')).toBe(true);
        const parsed = JSON.parse(line);
        expect(parsed.body).toBe(body.toWellFormed());
        expect(parsed.sender).toEqual({ id: alice.id, name: name.toWellFormed(), verified });
        expect(line).not.toMatch(/\\ud[89a-f]/i);
      }),
    );
  });

  test('is one for each message that was opened; the others are in the result', async () => {
    const entries = [view(1), unopened(2), view(3)];
    const { text, value } = await whole(exportConversation('jsonl', sourceOf(entries)));
    expect(text.split('\n').map((line) => line && JSON.parse(line).id)).toEqual([idOf(1), idOf(3), '']);
    expect(value).toMatchObject({ title: 'Test', opened: 2, unopened: [{ id: idOf(2), code: 'bad_seal' }] });
  });

  test('is given as its message is read, before the next one is', async () => {
    let read = 0;
    const source = sourceOf([], {
      read: async function* () {
        for (read = 1; read <= 1000; read++) yield view(read);
      },
    });
    const pieces = exportConversation('jsonl', source);
    await pieces.next();
    expect(read).toBe(1);
    await pieces.next();
    expect(read).toBe(2);
    await pieces.return({} as never);
  });
});
