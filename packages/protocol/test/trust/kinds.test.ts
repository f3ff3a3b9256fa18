import { describe, expect, test } from 'bun:test';
import { type Content, contentOf, mayChange, membersOf } from '../../src/trust/index.ts';
import vectors from '../../vectors/kinds.json' with { type: 'json' };
import { expectRefusal } from './support.ts';

type Members = { kind: string; [member: string]: unknown };

describe('kinds of messages', () => {
  for (const content of vectors.accepted as Members[]) {
    test(`are read: ${JSON.stringify(content)}`, () => {
      const { targetstation: station, targetseq: seq, ...same } = content;
      const expected = { ...same, ...(content.kind === 'delete' && { station, seq }) } as unknown as Content;
      expect(contentOf(content)).toEqual(expected);
      expect(membersOf(expected)).toEqual(content);
    });
  }

  for (const content of vectors.refused as Members[]) {
    test(`are refused: ${JSON.stringify(content)}`, async () => {
      await expectRefusal('bad_kind', () => contentOf(content));
    });
  }

  test('leave out members that belong to no kind or to another one', () => {
    const payload = { kind: 'rename', name: 'n', body: 'b', from: 'f', later: 1 };
    expect(contentOf(payload)).toEqual({ kind: 'rename', name: 'n' });
  });

  for (const kind of ['poll', 'unknown', '', '__proto__', 'constructor', 'toString']) {
    test(`are shown as unknown when they are: ${JSON.stringify(kind)}`, () => {
      expect(contentOf({ kind, body: 'x' })).toEqual({ kind: 'unknown', named: kind });
    });
  }

  test('never have a member that every payload has', async () => {
    const header = { v: 1, from: 'f', station: 's', seq: 7, chain: 'c', prev: 'p', sent: 1, sig: 'x' };
    for (const content of vectors.accepted as Members[]) {
      expect(membersOf(contentOf({ ...content, ...header }) as Content)).toEqual(content);
      for (const name of Object.keys(header)) expect(content).not.toHaveProperty(name);
    }
  });

  test('tell a delete that does not name the target’s seq, which then explains nothing', async () => {
    const target = '12345678-9abc-def0-1234-56789abcdef0';
    const station = '1'.repeat(32);
    const content = contentOf({ kind: 'delete', target, station, seq: 9 });
    expect(content).toEqual({ kind: 'delete', target, station, seq: 0 });
    await expectRefusal('bad_kind', () => membersOf(content as Content));
  });

  test('that are unknown are not written', async () => {
    await expectRefusal('bad_kind', () =>
      membersOf({ kind: 'unknown', named: 'poll' } as unknown as Content),
    );
  });

  test('do not take members from the prototype', async () => {
    await expectRefusal('bad_kind', () => contentOf(Object.create({ kind: 'rename', name: 'n' })));
  });

  test('count as edits and deletes only from the target’s author', () => {
    expect(mayChange('a', 'a')).toBe(true);
    expect(mayChange('a', 'b')).toBe(false);
  });
});
