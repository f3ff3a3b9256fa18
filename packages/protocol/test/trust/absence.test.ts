import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { checkCleared, checkRemoved, unexplained } from '../../src/trust/index.ts';

describe('gaps', () => {
  test('are explained by deletes, at either end, in the middle and as a whole', () => {
    const gap = { first: 2, last: 5 };
    expect(unexplained([gap], [])).toEqual([gap]);
    expect(unexplained([gap], [2])).toEqual([{ first: 3, last: 5 }]);
    expect(unexplained([gap], [5])).toEqual([{ first: 2, last: 4 }]);
    expect(unexplained([gap], [3])).toEqual([
      { first: 2, last: 2 },
      { first: 4, last: 5 },
    ]);
    expect(unexplained([gap], [5, 3, 2, 4])).toEqual([]);
    expect(unexplained([gap], [1, 6])).toEqual([gap]);
  });

  test('keep exactly what nobody deleted', () => {
    const numbers = (max: number) => fc.uniqueArray(fc.integer({ min: 1, max }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(20), numbers(45), (first, length, deleted) => {
        const left = unexplained([{ first, last: first + length }], deleted);
        const seqs = left.flatMap((gap) =>
          Array.from({ length: gap.last - gap.first + 1 }, (_, at) => gap.first + at),
        );
        const all = Array.from({ length: length + 1 }, (_, at) => first + at);
        expect(seqs).toEqual(all.filter((seq) => !deleted.includes(seq)));
      }),
    );
  });
});

describe('a removed message', () => {
  const id = '12345678-9abc-def0-1234-56789abcdef0';
  test('was removed by the server, unless its author deleted it or its time has passed', () => {
    expect(checkRemoved(id, 1000, 999, false)).toEqual({ finding: 'removed_by_server', id });
    expect(checkRemoved(id, 1000, 1000, false)).toBeUndefined();
    expect(checkRemoved(id, 1000, 999, true)).toBeUndefined();
  });
});

describe('a new instance', () => {
  const old = 'PqjfKSn7V8';
  test('begins with the word of who cleared the old one', () => {
    expect(checkCleared(old, { kind: 'cleared', instance: old })).toBeUndefined();
  });

  test('was cleared by the server when it begins with anything else, or with nothing', () => {
    const finding = { finding: 'cleared_by_server', instance: old } as const;
    expect(checkCleared(old, { kind: 'cleared', instance: 'ZTZqIV8LS5' })).toEqual(finding);
    expect(checkCleared(old, { kind: 'text', body: 'x' })).toEqual(finding);
    expect(checkCleared(old, undefined)).toEqual(finding);
  });
});
