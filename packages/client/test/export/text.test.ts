import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { exportConversation, textEntry, unfolded, zoneOf } from '../../src/export/index.ts';
import type { Entry } from '../../src/view.ts';
import { bob, carol, hostile, huge, idOf, sourceOf, unopened, view, whole } from './views.ts';

const text = async (entries: readonly Entry[], more = {}) =>
  (await whole(exportConversation('text', sourceOf(entries, more)))).text;

describe('a text export', () => {
  test('reads like a chat log, with everything where it belongs', async () => {
    const entries = [
      view(1, { body: 'Shall we meet?\nAt ten?' }),
      view(2, { sender: bob, replyto: [idOf(1), idOf(99)], body: 'Yes.' }),
      view(3, { kind: 'edit', target: idOf(1), body: 'Shall we meet?\nAt eleven?' }),
      view(4, { kind: 'reaction', target: idOf(2), sender: carol, body: '👍' }),
      view(5, { sender: bob, body: 'oops' }),
      view(6, { sender: bob, kind: 'delete', target: idOf(5), body: '' }),
      view(7, { findings: [{ code: 'gap', text: '3 messages missing here' }], body: 'Fine.' }),
      unopened(8),
      view(9, { sender: { ...bob, verified: false }, body: 'Send money.' }),
      view(10, { imported: { name: '|trey|', source: 'log' }, body: 'hello' }),
      view(11, { imported: { name: 'joshua__', source: 'log', line: 'action' }, body: 'waves' }),
      view(12, { imported: { name: '', source: 'log', line: 'system' }, body: 'joshua__ has left' }),
      view(13, { kind: 'rename', body: 'Team' }),
      view(14, { kind: 'file', body: 'plan.pdf' }),
      view(17 * 60, { body: 'Next day.' }),
    ];
    const findings = () => [{ code: 'gap', text: '2 messages missing at the end' }];
    expect(await text(entries, { findings })).toBe(`Test
Monday, 12 May 2025, 08:01 – Tuesday, 13 May 2025, 01:00 (UTC)
14 of 15 messages opened · 5 people · 1 not opened · 1 not proven · 2 findings
People: Alice 4, Bob 2, not proven to be Bob 1, |trey| (imported by Alice) 1, joshua__ (imported by Alice) 1

--- Monday, 12 May 2025 ---
[08:01] Alice: Shall we meet?
        At eleven? (edited)
[08:02]    > Alice: Shall we meet? …
[08:02]    > an earlier message
[08:02] Bob: Yes.
      👍 Carol
[08:05] Bob: (deleted)
[08:07] !! 3 messages missing here (gap)
[08:07] Alice: Fine.
[08:08] !! A message could not be opened: The message was changed on its way. (bad_seal)
[08:09] not proven to be Bob: Send money.
[08:10] |trey| (imported by Alice): hello
[08:11] * joshua__ (imported by Alice) waves
[08:12] === joshua__ has left (imported by Alice)
[08:13] * Alice renamed the conversation: Team
[08:14] Alice: [file] plan.pdf

--- Tuesday, 13 May 2025 ---
[01:00] Alice: Next day.

!! 2 messages missing at the end (gap)

Not opened:
  2025-05-12 08:08:00 UTC  00000000-0000-4000-8000-000000000008  The message was changed on its way. (bad_seal)
`);
  });

  test('of nothing says so', async () => {
    expect(await text([])).toBe('Test\n0 messages · 0 people\n');
  });

  test('shows days and clocks in the asked time zone', async () => {
    const lines = await text([view(-8 * 60), view(0)], { timeZone: 'America/New_York' });
    expect(lines).toContain('Sunday, 11 May 2025, 20:00 – Monday, 12 May 2025, 04:00 (America/New_York)');
    expect(lines).toContain('--- Sunday, 11 May 2025 ---\n[20:00] Alice');
    await expect(text([view(0)], { timeZone: 'Vienna' })).rejects.toThrow(
      /no time zone "Vienna"; give one such as/,
    );
  });

  test('nothing in it acts on a terminal or turns the direction of text, whatever was written', () => {
    const written = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostile));
    const zone = zoneOf();
    fc.assert(
      fc.property(written, written, written, (body, name, nick) => {
        const message = view(1, { body, sender: { ...bob, name }, imported: { name: nick, source: 'log' } });
        const shown = textEntry(unfolded(message), zone);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not be there
        expect(shown).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
        expect(shown.isWellFormed()).toBe(true);
        // Only the message itself begins a line: what it holds is indented.
        expect(
          shown
            .split('\n')
            .slice(1, -1)
            .filter((line) => !line.startsWith(' '.repeat(8))),
        ).toEqual([]);
      }),
    );
  });

  test('keeps 500 KB of text whole', async () => {
    expect(await text([view(1, { body: huge })])).toContain(`Alice: ${huge.trimEnd()}`);
  });

  test('what acts is shown as a sign', async () => {
    const shown = await text([view(1, { body: '\u{1b}[31m\u{202e}exe\u{0}\u{9b}' })]);
    expect(shown).toContain('Alice: ␛[31m⟨U+202E⟩exe␀⟨U+009B⟩\n');
  });
});
