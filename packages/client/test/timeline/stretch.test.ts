import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import type { KeptEntry } from '../../src/timeline/opened-log.ts';
import { alice, batch, bob, carol, idOf, opened, report, stretchOf } from './parts.ts';

const text = (number: number, more = {}) => opened(number, { kind: 'text', body: `text ${number}` }, more);
const edit = (number: number, target: number, body: string, more = {}) =>
  opened(number, { kind: 'edit', target: idOf(target), body }, more);
const react = (number: number, target: number, emoji: string, more = {}) =>
  opened(number, { kind: 'reaction', target: idOf(target), emoji }, more);
const erase = (number: number, target: number, more = {}) =>
  opened(number, { kind: 'delete', target: idOf(target), station: 'f'.repeat(32), seq: target }, more);
const gone = (number: number): KeptEntry => {
  const { id, created } = text(number);
  return { index: 0, state: 'removed', id, created, elsewhere: true };
};
const refusal = { code: 'bad_signature', text: 'not written by the person it names' } as const;

/** The text of a row that has none any more. */
const GONE = undefined as string | undefined;

/** The rows of a conversation that is read whole. */
function rowsOf(...entries: KeptEntry[]) {
  const { stretch, rows } = stretchOf();
  stretch.add([batch(0, entries)], 'oldest');
  stretch.complete();
  return rows();
}

describe('changes', () => {
  test('of the author count, the one accepted last, with what was said before', () => {
    expect(rowsOf(text(1), edit(2, 1, 'better'), edit(3, 1, 'best'))).toMatchObject([
      {
        row: 'message',
        body: 'best',
        edited: { times: 2, earlier: [{ body: 'text 1' }, { body: 'better' }] },
      },
    ]);
  });

  test('of somebody else do not count and stand where they are', () => {
    const rows = rowsOf(text(1), edit(2, 1, 'forged', { from: bob }), erase(3, 1, { from: bob }));
    expect(rows).toMatchObject([
      { row: 'message', body: 'text 1' },
      { row: 'event', event: 'edit', body: 'forged', sender: { name: 'Bob' } },
      { row: 'event', event: 'delete', sender: { name: 'Bob' } },
    ]);
    expect(rows[0]).not.toHaveProperty('edited');
  });

  test('that are not proven do not count, and are nobody’s', () => {
    expect(rowsOf(text(1), edit(2, 1, 'forged', { refusal }), react(3, 1, '👍', { refusal }))).toMatchObject([
      { row: 'message', body: 'text 1', reactions: [] },
      { row: 'event', sender: { name: 'not proven to be Alice', verified: false }, findings: [refusal] },
      { row: 'event', event: 'reaction', sender: { verified: false } },
    ]);
  });

  test('in the place of another message, or under an old key, do not count', () => {
    const again = { finding: 'duplicate_seq', seq: 2, untrusted: 'this' } as const;
    const late = { finding: 'epoch_went_back', epoch: 0, after: 1 } as const;
    expect(
      rowsOf(text(1), edit(2, 1, 'forged', { findings: [again] }), erase(3, 1, { findings: [late] })),
    ).toMatchObject([{ row: 'message', body: 'text 1' }, { row: 'event' }, { row: 'event' }]);
  });

  test('that stand before their target count as well', () => {
    expect(rowsOf(edit(2, 1, 'better'), react(3, 1, '👍', { from: bob }), text(1))).toMatchObject([
      { row: 'message', body: 'better', reactions: [{ emoji: '👍', by: [{ name: 'Bob' }] }] },
    ]);
  });

  test('whose target is nowhere stand by themselves once everything was read, and not before', () => {
    const { stretch, rows } = stretchOf();
    stretch.add([batch(0, [edit(2, 1, 'better')])], 'oldest');
    expect(rows()).toEqual([]);
    expect(stretch.complete()).toEqual([idOf(2)]);
    expect(rows()).toMatchObject([{ row: 'event', event: 'edit', body: 'better' }]);
  });

  test('reactions are per person and emoji, and are taken back alone', () => {
    const rows = rowsOf(
      text(1),
      react(2, 1, '👍'),
      react(3, 1, '👍', { from: bob }),
      react(4, 1, '🎉', { from: bob }),
      react(5, 1, '👍'),
      opened(6, { kind: 'reaction', target: idOf(1), emoji: '👍', remove: true }, { from: bob }),
    );
    expect(rows).toMatchObject([
      {
        reactions: [
          { emoji: '👍', own: true, by: [{ name: 'Alice' }] },
          { emoji: '🎉', own: false, by: [{ name: 'Bob' }] },
        ],
      },
    ]);
  });

  test('a deleted text is gone at once, also for who quotes it; a removed edit is as if it had never been', () => {
    const answer = opened(4, { kind: 'text', body: 'what?', replyto: idOf(1) }, { from: bob });
    expect(rowsOf(text(1), answer, erase(5, 1))).toMatchObject([
      { row: 'removed', by: 'author' },
      { row: 'message', replyTo: [{ deleted: true, said: undefined }] },
    ]);
    const { stretch, rows } = stretchOf();
    stretch.add([batch(0, [text(1), edit(2, 1, 'secret')])], 'oldest');
    stretch.complete();
    expect([...stretch.add([batch(10, [gone(2)])], 'newest').changed]).toContain(idOf(1));
    expect(rows()).toMatchObject([{ row: 'message', body: 'text 1' }]);
    expect(JSON.stringify(stretch.held)).not.toContain('secret');
  });
});

test('an event names people as they are called now, each once, and leaves open whom nobody here has met', () => {
  const { stretch, rows, names } = stretchOf();
  const stranger = 'd'.repeat(32);
  const change = { added: [bob, carol, bob], removed: [stranger] };
  stretch.add([batch(0, [opened(1, { kind: 'membership', ...change })])], 'oldest');
  const people = (name: string) => ({
    body: `added ${name}, Carol, ${name}; removed user dddddddd`,
    added: [
      { id: bob, name },
      { id: carol, name: 'Carol' },
    ],
    removed: [{ id: stranger, name: undefined }],
  });
  expect(rows()).toMatchObject([{ row: 'event', event: 'membership', ...people('Bob') }]);
  names[bob] = 'Robert';
  stretch.rename();
  expect(rows()).toMatchObject([people('Robert')]);
});

describe('what an attacker sends', () => {
  test('a message given twice is one, and what is wrong with its second place is said, from whichever end it is read', () => {
    const again = { finding: 'duplicate_seq', seq: 1, untrusted: 'this' } as const;
    const pages = [batch(0, [text(1)]), batch(10, [text(1, { findings: [again] }), text(2)])];
    const forth = stretchOf();
    for (const page of pages) forth.stretch.add([page], 'newest');
    const back = stretchOf();
    for (const page of pages.toReversed()) back.stretch.add([page], 'oldest');
    for (const { rows } of [forth, back]) {
      expect(rows()).toMatchObject([
        { row: 'message', id: idOf(1), findings: [] },
        { row: 'finding', finding: { code: 'duplicate_seq' } },
        { row: 'message', id: idOf(2) },
      ]);
    }
  });

  test('a hundred thousand edits, reactions and odd emoji leave one row of bounded size', () => {
    const { stretch, rows } = stretchOf();
    stretch.add([batch(0, [text(0)])], 'newest');
    for (let page = 0; page < 100; page++) {
      const entries = Array.from({ length: 1000 }, (_, index) => {
        const number = 1 + page * 1000 + index;
        return number % 2 === 0 ? edit(number, 0, `edit ${number}`) : react(number, 0, `emoji ${number}`);
      });
      stretch.add([batch(1000 * (page + 1), entries)], 'newest');
    }
    const [row, ...others] = rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ body: 'edit 100000', edited: { times: 50_000 } });
    expect(JSON.stringify(row).length).toBeLessThan(20_000);
  });

  test('a kind that nobody knows is shown as such', () => {
    const unknown = { kind: 'unknown', named: 'poll' } as never;
    expect(rowsOf(opened(1, unknown))).toMatchObject([{ row: 'event', event: 'unknown', body: 'poll' }]);
  });
});

describe('findings', () => {
  const missing = { code: 'gap', text: '3 messages missing here', messageId: idOf(2) };

  test('stand before their message, whether it is here already or comes later', () => {
    const conclusion = batch(20, [], {
      concluded: [missing, { code: 'gap', text: 'at the end', messageId: '' }],
    });
    const forth = stretchOf();
    forth.stretch.add([batch(0, [text(1), text(2)])], 'newest');
    forth.stretch.add([conclusion], 'newest');
    const back = stretchOf();
    back.stretch.add([conclusion], 'oldest');
    back.stretch.add([batch(0, [text(1), text(2)])], 'oldest');
    for (const { rows } of [forth, back]) {
      expect(rows().map((row) => (row.row === 'finding' ? row.finding.text : row.id))).toEqual([
        idOf(1),
        '3 messages missing here',
        idOf(2),
        'at the end',
      ]);
    }
  });

  test('of a removal without its author’s word show where the message stood', () => {
    const { stretch, rows } = stretchOf();
    stretch.add([batch(0, [text(1, { from: bob }), text(2)])], 'newest');
    const removed = { code: 'removed_by_server', text: 'removed by the server', messageId: idOf(1) };
    stretch.add([batch(10, [gone(1)]), batch(20, [], { concluded: [removed] })], 'newest');
    expect(rows()).toMatchObject([
      { row: 'removed', sender: { name: 'Bob' }, by: 'unexplained', findings: [removed] },
      { row: 'message' },
    ]);
  });
});

test('ticks name each person once, the sender never', () => {
  const { stretch, rows } = stretchOf();
  stretch.add([batch(0, [text(1)])], 'newest');
  const reports = [
    report(1, bob, 'delivered'),
    report(1, bob),
    report(1, carol, 'delivered'),
    report(1, alice),
  ];
  stretch.add([batch(10, [], { reports })], 'newest');
  expect(rows()).toMatchObject([
    { delivered: [{ name: 'Bob' }, { name: 'Carol' }], viewed: [{ name: 'Bob' }] },
  ]);
});

test('what is queued shows at once: a text, an edit of it, a reaction to what is there', () => {
  const { stretch, rows } = stretchOf([
    { id: idOf(9), content: { kind: 'reaction', target: idOf(1), emoji: '👍' }, sent: 1 },
    { id: idOf(8), content: { kind: 'edit', target: idOf(1), body: 'better' }, sent: 2 },
  ]);
  stretch.add([batch(0, [text(1)])], 'newest');
  expect(rows()).toMatchObject([{ body: 'better', reactions: [{ emoji: '👍', own: true }] }]);
});

test('whatever happens, and however it is paged, it is the same view in the end', () => {
  const author = fc.constantFrom(alice, bob);
  const target = fc.nat(12);
  const event = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('text' as const), author, target }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), author, target }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('reaction' as const),
        author,
        target,
        emoji: fc.constantFrom('👍', '🎉'),
        remove: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), author, target }) },
  );
  type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never;
  const entryOf = (one: Event, number: number): KeptEntry => {
    const more = { from: one.author };
    if (one.kind === 'text') return text(number, more);
    if (one.kind === 'edit') return edit(number, one.target, `edit ${number}`, more);
    if (one.kind === 'delete') return erase(number, one.target, more);
    const { emoji, remove } = one;
    return opened(
      number,
      { kind: 'reaction', target: idOf(one.target), emoji, ...(remove && { remove }) },
      more,
    );
  };
  /** What a person would make of it, reading from the first to the last. */
  const model = (events: readonly Event[]) =>
    events.flatMap((one, number) => {
      if (one.kind !== 'text') return [];
      const about = events
        .map((change, at) => ({ change, at }))
        .filter(({ change }) => change.target === number);
      const own = about.filter(({ change }) => change.author === one.author);
      if (own.some(({ change }) => change.kind === 'delete')) return [{ number, body: GONE, reactions: '' }];
      const edited = own.findLast(({ change }) => change.kind === 'edit');
      const reactions = new Set<string>();
      for (const { change } of about) {
        if (change.kind !== 'reaction') continue;
        const key = `${change.emoji} ${change.author}`;
        if (change.remove) reactions.delete(key);
        else reactions.add(key);
      }
      return [
        {
          number,
          body: edited ? `edit ${edited.at}` : `text ${number}`,
          reactions: [...reactions].sort().join(),
        },
      ];
    });
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 40, maxLength: 40 }),
      fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      fc.nat(40),
      (events, sizes, ends, start) => {
        const entries = events.map(entryOf);
        const { stretch, rows } = stretchOf();
        let [low, high] = [Math.min(start, entries.length), Math.min(start, entries.length)];
        for (let step = 0; low > 0 || high < entries.length; step++) {
          const size = sizes[step % 40] as number;
          const isBack = high === entries.length || (low > 0 && (ends[step % 40] as boolean));
          const from = isBack ? Math.max(0, low - size) : high;
          const to = isBack ? low : Math.min(entries.length, high + size);
          stretch.add([batch(from, entries.slice(from, to))], isBack ? 'oldest' : 'newest');
          if (isBack) low = from;
          else high = to;
        }
        stretch.complete();
        const seen = rows().flatMap((row) => {
          const number = Number(row.id.slice(-12));
          if (row.row === 'removed') return [{ number, body: GONE, reactions: '' }];
          if (row.row !== 'message') return [];
          const reactions = row.reactions.flatMap(({ emoji, by }) => by.map(({ id }) => `${emoji} ${id}`));
          return [{ number, body: row.body, reactions: reactions.sort().join() }];
        });
        expect(seen).toEqual(model(events));
      },
    ),
    { numRuns: 500 },
  );
});
