import { describe, expect, test } from 'bun:test';
import { type FoldedMessage, foldedEntries, isFolded, Survey, unfolded } from '../../src/export/index.ts';
import type { Entry, FindingView, MessageView } from '../../src/view.ts';
import { alice, bob, carol, idOf, sourceOf, unopened, view } from './views.ts';

async function fold(entries: readonly Entry[]) {
  const source = sourceOf(entries);
  const survey = await Survey.of(source);
  const folded = [];
  for await (const entry of foldedEntries(source, survey)) folded.push(entry);
  return folded;
}

async function foldMessages(...entries: Entry[]): Promise<FoldedMessage[]> {
  return (await fold(entries)).filter(isFolded);
}

const edit = (number: number, target: number, body: string, more: Partial<MessageView> = {}) =>
  view(number, { kind: 'edit', target: idOf(target), body, ...more });
const remove = (number: number, target: number, more: Partial<MessageView> = {}) =>
  view(number, { kind: 'delete', target: idOf(target), body: '', ...more });
const react = (number: number, target: number, more: Partial<MessageView> = {}) =>
  view(number, { kind: 'reaction', target: idOf(target), body: '👍', sender: bob, ...more });
const unproven = { ...alice, verified: false };

describe('edits', () => {
  test('of the author stand in the place of the text, the newest one', async () => {
    const [message, ...rest] = await foldMessages(view(1), edit(2, 1, 'better'), edit(3, 1, 'best'));
    expect(rest).toEqual([]);
    expect(message).toMatchObject({ body: 'best', edits: { times: 2 }, deleted: false });
  });

  test('of others do not count, and are shown where they are', async () => {
    const folded = await foldMessages(view(1), edit(2, 1, 'forged', { sender: bob }));
    expect(folded[0]).toMatchObject({ body: 'text 1', edits: undefined });
    expect(folded[1]).toMatchObject({
      body: 'forged',
      event: "edited somebody else's message (this does not count):",
    });
  });

  test('without a proven signature do not count, and are shown where they are', async () => {
    const folded = await foldMessages(view(1), edit(2, 1, 'forged', { sender: unproven }));
    expect(folded[0]).toMatchObject({ body: 'text 1', edits: undefined });
    expect(folded[1]).toMatchObject({ body: 'forged', event: 'edited a message (this does not count):' });
  });

  test('of a message whose author is not proven do not count', async () => {
    const folded = await foldMessages(view(1, { sender: unproven }), edit(2, 1, 'other'));
    expect(folded.map((message) => [message.body, message.edits])).toEqual([
      ['text 1', undefined],
      ['other', undefined],
    ]);
  });

  test('of a message that is not here are shown where they are', async () => {
    expect(await foldMessages(edit(2, 1, 'better'))).toMatchObject([
      { body: 'better', event: 'edited an earlier message:' },
    ]);
  });

  test('by two people each touch only their own messages', async () => {
    const folded = await foldMessages(
      view(1),
      view(2, { sender: bob }),
      edit(3, 2, 'by Bob', { sender: bob }),
      edit(4, 1, 'by Alice'),
    );
    expect(folded.map(({ body }) => body)).toEqual(['by Alice', 'by Bob']);
  });

  test('with a finding before them stay visible, and count', async () => {
    const findings = [{ code: 'gap', text: '3 messages missing here' }];
    const folded = await foldMessages(view(1), edit(2, 1, 'better', { findings }));
    expect(folded.map(({ body, view: { findings } }) => [body, findings.length])).toEqual([
      ['better', 0],
      ['better', 1],
    ]);
  });
});

describe('deletions', () => {
  test('of the author leave a deleted message without text and reactions', async () => {
    expect(await foldMessages(view(1), edit(2, 1, 'other'), react(3, 1), remove(4, 1))).toMatchObject([
      { body: '', deleted: true, edits: undefined, reactions: [] },
    ]);
  });

  test('of others do not count, and are shown where they are', async () => {
    expect(await foldMessages(view(1), remove(2, 1, { sender: bob }))).toMatchObject([
      { body: 'text 1', deleted: false },
      { event: "deleted somebody else's message (this does not count)" },
    ]);
  });

  test('of a message that the server removed are shown where they are', async () => {
    expect(await foldMessages(remove(2, 1))).toMatchObject([{ event: 'deleted an earlier message' }]);
  });
});

describe('reactions', () => {
  test('of everybody stand under the message, by emoji', async () => {
    const folded = await foldMessages(
      view(1),
      react(2, 1),
      react(3, 1, { sender: carol, body: '🎉' }),
      react(4, 1, { sender: carol }),
      react(5, 1),
    );
    expect(folded).toHaveLength(1);
    expect(folded[0]?.reactions).toMatchObject([
      { emoji: '👍', by: [{ name: 'Bob' }, { name: 'Carol' }] },
      { emoji: '🎉', by: [{ name: 'Carol' }] },
    ]);
  });

  test('that are taken back are gone, only the own ones', async () => {
    const folded = await foldMessages(
      view(1),
      react(2, 1),
      react(3, 1, { sender: carol }),
      react(4, 1, { remove: true }),
      react(5, 1, { remove: true, sender: alice }),
    );
    expect(folded[0]?.reactions).toMatchObject([{ emoji: '👍', by: [{ name: 'Carol' }] }]);
  });

  test('without a proven signature do not count', async () => {
    const folded = await foldMessages(view(1), react(2, 1, { sender: { ...bob, verified: false } }));
    expect(folded[0]?.reactions).toEqual([]);
    expect(folded[1]?.event).toBe('reacted to a message (this does not count):');
  });

  test('to an unproven message are shown under it', async () => {
    const folded = await foldMessages(view(1, { sender: unproven }), react(2, 1));
    expect(folded).toMatchObject([{ reactions: [{ emoji: '👍', by: [{ name: 'Bob' }] }] }]);
  });
});

describe('quotes', () => {
  test('name who said it and the first line, as it reads now', async () => {
    const folded = await foldMessages(
      view(1, { body: 'first\nsecond' }),
      view(2, { sender: bob, body: 'deleted soon' }),
      view(3, { replyto: [idOf(1), idOf(2), idOf(99)], sender: carol }),
      edit(4, 1, 'better\nsecond'),
      remove(5, 2, { sender: bob }),
    );
    expect(folded[2]?.quotes).toMatchObject([
      { id: idOf(1), said: { name: 'Alice', text: 'better …' } },
      { id: idOf(2), said: { name: 'Bob', text: '(deleted)' } },
      { id: idOf(99), said: undefined },
    ]);
  });

  test('of imported and unproven messages never use the name of whoever signed or is claimed to have', async () => {
    const folded = await foldMessages(
      view(1, { imported: { name: 'nick', source: 'log' } }),
      view(2, { sender: unproven }),
      view(3, { replyto: [idOf(1), idOf(2)] }),
    );
    expect(folded[2]?.quotes.map((quote) => quote.said?.name)).toEqual(['nick', 'not proven to be Alice']);
  });
});

describe('reading', () => {
  test('keeps the order, what was not opened in its place, and all other kinds as events', async () => {
    const entries = [
      view(1),
      unopened(2),
      view(3, { kind: 'rename', body: 'New name' }),
      view(4, { kind: 'membership', body: 'added Carol' }),
      view(5, { kind: 'cleared', body: '' }),
      view(7, { kind: 'unknown', body: 'poll' }),
      view(6, { kind: 'file', body: 'a.pdf' }),
    ];
    const folded = await fold(entries);
    expect(folded.map((entry) => (isFolded(entry) ? (entry.event ?? entry.view.kind) : entry.code))).toEqual([
      'text',
      'bad_seal',
      'renamed the conversation:',
      'changed who belongs to the conversation:',
      'cleared the conversation',
      'sent something that this version does not know:',
      'file',
    ]);
  });

  test('that gives something else the second time is an error, never a shorter export', async () => {
    const once = [view(1), view(2)][Symbol.iterator]();
    const source = { title: 'Test', read: () => once };
    const survey = await Survey.of(source);
    const read = async () => {
      for await (const _ of foldedEntries(source, survey));
    };
    await expect(read()).rejects.toThrow(/changed while it was read: 2 entries first, then 0; read it again/);
  });

  test('that fails passes its error on', async () => {
    const source = sourceOf([], {
      read: async function* () {
        yield view(1);
        throw new Error('cut off');
      },
    });
    await expect(Survey.of(source)).rejects.toThrow('cut off');
  });

  test('counts opened, unproven, unopened, findings, people and the period', async () => {
    const survey = await Survey.of(
      sourceOf([
        view(1),
        view(2, { sender: bob, findings: [{ code: 'gap', text: 'x' }] }),
        view(3, { sender: bob }),
        view(4, { sender: unproven }),
        view(5, { imported: { name: 'nick', source: 'log' } }),
        view(6, { imported: { name: '', source: 'log', line: 'system' } }),
        edit(7, 1, 'x'),
        unopened(8),
      ]),
    );
    expect(survey.summary).toMatchObject({
      opened: 7,
      unproven: 1,
      findings: 1,
      unopened: [{ id: idOf(8) }],
    });
    expect(survey.summary.people).toEqual([
      { name: 'Bob', note: '', messages: 2 },
      { name: 'Alice', note: '', messages: 1 },
      { name: 'not proven to be Alice', note: '', messages: 1 },
      { name: 'nick', note: 'imported by Alice', messages: 1 },
    ]);
    expect(survey.summary.from).toBe(view(1).sent);
    expect(survey.summary.to).toBe(view(8).sent);
  });

  test('gives the findings that stand beside no message, once all is read', async () => {
    const beside = { code: 'gap', text: '3 messages missing here', messageId: idOf(1) };
    const end = { code: 'gap', text: '1 message missing at the end' };
    const all: FindingView[] = [];
    const source = sourceOf([], {
      read: function* () {
        yield view(1, { findings: [beside] });
        all.push(beside, end);
      },
      findings: () => all,
    });
    const { summary } = await Survey.of(source);
    expect(summary.findingsAtEnd).toEqual([end]);
    expect(summary.findings).toBe(2);
  });

  test('by itself shows a message as it arrives, changes as events', () => {
    expect(unfolded(edit(2, 1, 'better'))).toMatchObject({
      body: 'better',
      event: 'edited an earlier message:',
    });
    expect(unfolded(view(3, { replyto: [idOf(1)] })).quotes).toEqual([{ id: idOf(1), said: undefined }]);
  });
});
