import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { importedFrom, importId, parseIrcLog } from '../../src/irc/index.ts';
import { collectStats } from '../../src/stats/index.ts';
import type { Entry, MessageView } from '../../src/view.ts';
import { alice, bob, carol, idOf, sourceOf, unopened, view } from '../export/views.ts';
import { realLogs } from '../irc/corpus.ts';

const collect = (entries: readonly Entry[], more = {}) => collectStats(sourceOf(entries, more));

describe('statistics', () => {
  test('count what people said: texts, actions and files, not events, system lines and deleted messages', async () => {
    const stats = await collect([
      view(1, { body: 'two words' }),
      view(2, { sender: bob, body: 'one, two - three.' }),
      view(3, { kind: 'edit', target: idOf(1), body: 'now three words' }),
      view(4, { kind: 'file', body: 'a file.pdf' }),
      view(5, { body: 'deleted words' }),
      view(6, { kind: 'delete', target: idOf(5), body: '' }),
      view(7, { kind: 'rename', body: 'Team' }),
      view(8, { imported: { name: 'nick', source: 'log', line: 'action' }, body: 'waves' }),
      view(9, { imported: { name: '', source: 'log', line: 'system' }, body: 'nick has left' }),
      unopened(10),
    ]);
    expect(stats).toMatchObject({
      title: 'Test',
      timeZone: 'UTC',
      from: '2025-05-12T08:01:00.000Z',
      to: '2025-05-12T08:08:00.000Z',
      messages: 4,
      words: 7,
      edited: 1,
      deleted: 1,
      systemLines: 1,
      unopened: 1,
    });
    expect(stats.people).toEqual([
      { name: 'Alice', note: '', id: alice.id, messages: 2, words: 3, share: 0.5 },
      { name: 'Bob', note: '', id: bob.id, messages: 1, words: 3, share: 0.25 },
      { name: 'nick', note: 'imported by Alice', id: null, messages: 1, words: 1, share: 0.25 },
    ]);
  });

  test('keep people apart who only have the same name', async () => {
    const stats = await collect([
      view(1),
      view(2, { sender: { ...bob, name: 'Alice' } }),
      view(3, { sender: { ...alice, verified: false } }),
      view(4, { imported: { name: 'Alice', source: 'log' } }),
      view(5, { imported: { name: 'Alice', source: 'log' }, sender: bob }),
    ]);
    expect(stats.people.map(({ name, note, id }) => [name, note, id])).toEqual([
      ['Alice', '', alice.id],
      ['Alice', '', bob.id],
      ['not proven to be Alice', '', null],
      ['Alice', 'imported by Alice', null],
      ['Alice', 'imported by Bob', null],
    ]);
  });

  test('have days and hours of the asked time zone', async () => {
    const entries = [view(0), view(30), view(15 * 60), view(16 * 60)];
    const utc = await collect(entries);
    expect(utc.days).toEqual([
      { day: '2025-05-12', messages: 3 },
      { day: '2025-05-13', messages: 1 },
    ]);
    expect(utc.hours.flatMap((count, hour) => (count > 0 ? [[hour, count]] : []))).toEqual([
      [0, 1],
      [8, 2],
      [23, 1],
    ]);
    const tokyo = await collect(entries, { timeZone: 'Asia/Tokyo' });
    expect(tokyo.days).toEqual([
      { day: '2025-05-12', messages: 2 },
      { day: '2025-05-13', messages: 2 },
    ]);
    expect(tokyo.hours[17]).toBe(2);
    await expect(collect(entries, { timeZone: 'x' })).rejects.toThrow(/no time zone "x"/);
  });

  test('measure answers by others, and turns from their last message to the next person', async () => {
    const stats = await collect([
      view(1),
      view(2),
      view(5, { sender: bob, replyto: [idOf(1)] }),
      view(9, { sender: bob, replyto: [idOf(5)] }),
      view(10, { sender: carol, replyto: [idOf(1), idOf(9), idOf(99)] }),
    ]);
    // 1 to 5, 1 to 10, 9 to 10: an answer to oneself and one to a message that is not here are none.
    expect(stats.replies).toEqual({ count: 3, median: 240, p90: 240 + 0.8 * 300 });
    // 2 to 5, 9 to 10.
    expect(stats.turns).toEqual({ count: 2, median: 120, p90: 60 + 0.9 * 120 });
  });

  test('take a response whose clock was set back for one at once', async () => {
    const stats = await collect([view(5), view(4, { sender: bob, replyto: [idOf(5)] })]);
    expect([stats.replies.median, stats.turns.median]).toEqual([0, 0]);
  });

  test('find threads by their answers, the largest first, with the first line as it reads now', async () => {
    const stats = await collect([
      view(1, { body: 'alone' }),
      view(2, { body: 'small' }),
      view(3, { body: 'big\nsecond line' }),
      view(4, { sender: bob, replyto: [idOf(3)] }),
      view(5, { sender: bob, replyto: [idOf(2)] }),
      view(6, { sender: carol, replyto: [idOf(4), idOf(3)] }),
      view(7, { replyto: [idOf(6)] }),
      view(8, { kind: 'edit', target: idOf(3), body: 'bigger\nsecond line' }),
      view(9, { kind: 'delete', target: idOf(7), body: '' }),
    ]);
    expect(stats.threads).toEqual([
      {
        id: idOf(3),
        name: 'Alice',
        firstLine: 'bigger …',
        messages: 3,
        people: 3,
        from: '2025-05-12T08:03:00.000Z',
        to: '2025-05-12T08:06:00.000Z',
      },
      expect.objectContaining({ id: idOf(2), firstLine: 'small', messages: 2, people: 2 }),
    ]);
  });

  test('join threads that one message answers together, whichever way links run', async () => {
    const stats = await collect([
      view(1),
      view(2),
      view(3, { replyto: [idOf(1)] }),
      view(4, { replyto: [idOf(2)] }),
      view(5, { replyto: [idOf(3), idOf(4)] }),
      view(6, { replyto: [idOf(7)], body: 'answers a later one' }),
      view(7),
    ]);
    expect(stats.threads.map(({ id, messages, firstLine }) => [id, messages, firstLine])).toEqual([
      [idOf(1), 5, 'text 1'],
      [idOf(6), 2, 'answers a later one'],
    ]);
  });

  test('count reactions that stand, most frequent first', async () => {
    const react = (number: number, body: string, more: Partial<MessageView> = {}) =>
      view(number, { kind: 'reaction', target: idOf(1), body, sender: bob, ...more });
    const stats = await collect([
      view(1),
      react(2, '🎉'),
      react(3, '👍'),
      react(4, '👍', { sender: carol }),
      react(5, '👀'),
      react(6, '👀', { remove: true }),
    ]);
    expect(stats.reactions).toEqual({
      total: 3,
      emojis: [
        { emoji: '👍', count: 2 },
        { emoji: '🎉', count: 1 },
      ],
    });
  });

  test('of nothing are zero, not an error', async () => {
    expect(await collect([])).toMatchObject({
      from: null,
      to: null,
      messages: 0,
      people: [],
      days: [],
      threads: [],
      replies: { count: 0, median: null, p90: null },
    });
  });

  test('are plain data: JSON gives them back', async () => {
    const stats = await collect([view(1), view(2, { sender: bob, replyto: [idOf(1)] })]);
    expect(JSON.parse(JSON.stringify(stats))).toEqual(stats);
  });

  test('know times to the minute only where all are whole minutes', async () => {
    expect((await collect([view(1)])).precision).toBe(60);
    const later = view(2, { created: '2025-05-12 08:02:01' });
    expect((await collect([view(1), later])).precision).toBe(1);
  });

  test('agree with a simple model on any conversation', async () => {
    const message = fc.record({
      gap: fc.integer({ min: 0, max: 5000 }),
      sender: fc.constantFrom(alice, bob, carol),
      replyto: fc.array(fc.nat(30), { maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 30 }), async (list) => {
        let at = 0;
        const views = list.map(({ gap, sender, replyto }, index) => {
          at += gap;
          return view(at, { id: idOf(index), sender, replyto: replyto.filter((to) => to < index).map(idOf) });
        });
        const stats = await collect(views);
        const threads = new Map(views.map(({ id }) => [id, new Set([id])]));
        for (const { id, replyto } of views) {
          for (const to of replyto) {
            const joined = new Set([...(threads.get(id) ?? []), ...(threads.get(to) ?? [])]);
            for (const member of joined) threads.set(member, joined);
          }
        }
        const sizes = [...new Set(threads.values())].map(({ size }) => size).filter((size) => size > 1);
        expect(stats.threads.map(({ messages }) => messages)).toEqual(
          sizes.sort((a, b) => b - a).slice(0, 20),
        );
        const byId = new Map(views.map((view) => [view.id, view]));
        const answers = views
          .flatMap((view) => view.replyto.map((to) => ({ view, target: byId.get(to) as MessageView })))
          .filter(({ view, target }) => view.sender.id !== target.sender.id);
        expect(stats.replies.count).toBe(answers.length);
        expect(stats.messages).toBe(views.length);
        expect(stats.people.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(views.length > 0 ? 1 : 0);
        expect(stats.hours.reduce((sum, count) => sum + count, 0)).toBe(views.length);
      }),
    );
  });

  test('of the real logs agree with what the files say', async () => {
    for (const { file, raw, annotation } of realLogs) {
      const { lines } = parseIrcLog(raw, file, { annotation });
      const ids = lines.map(({ number }) => importId('c'.repeat(32), file, number));
      const stats = await collect(
        lines.map((line, index) => ({
          ...view(0, { id: ids[index] as string, sent: line.sent, body: line.text }),
          imported: importedFrom(line, file),
          replyto: line.replyto.map((number) => ids[number] as string),
        })),
      );
      const text = new TextDecoder().decode(raw);
      expect(stats.messages).toBe(text.match(/^\[\d\d:\d\d\] /gm)?.length as number);
      expect(stats.systemLines).toBe(text.match(/^===/gm)?.length as number);
      const nicks = new Set(
        [...text.matchAll(/^\[\d\d:\d\d\] (?:<([^>]+)>| \* ([^ \n]+))/gm)].map(([, a, b]) => a ?? b),
      );
      expect(stats.people).toHaveLength(nicks.size);
      expect(stats.precision).toBe(60);
      expect(stats.threads[0]?.messages).toBeGreaterThan(5);
    }
  });
});
