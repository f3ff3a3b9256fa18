import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { makeCursor, readCursor } from '../../../src/operations/conversation/cursor.ts';
import { Refusal } from '../../../src/operations/refusal.ts';
import { hexOf } from '../../harness.ts';

const KEY = new Uint8Array(32).fill(1);
const SCOPE = {
  workspace: hexOf('w'),
  conversation: hexOf('c'),
  instance: 'PqjfKSn7V8',
  head: 1000,
};

function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

test('a cursor gives back the position that it was made with', () => {
  for (const position of [0, 1, 999, 1000]) {
    expect(readCursor(KEY, SCOPE, makeCursor(KEY, SCOPE, position))).toBe(position);
  }
});

test('the empty cursor is the beginning', () => {
  expect(readCursor(KEY, SCOPE, '')).toBe(0);
});

test('a cursor is short enough for the wire', () => {
  expect(makeCursor(KEY, SCOPE, Number.MAX_SAFE_INTEGER).length).toBeLessThanOrEqual(200);
});

test('another server, workspace or conversation does not take it', () => {
  const cursor = makeCursor(KEY, SCOPE, 5);
  const strangers: [Uint8Array, typeof SCOPE][] = [
    [new Uint8Array(32).fill(2), SCOPE],
    [KEY, { ...SCOPE, workspace: hexOf('other') }],
    [KEY, { ...SCOPE, conversation: hexOf('other') }],
  ];
  for (const [key, scope] of strangers) {
    const { code, message } = refusalOf(() => readCursor(key, scope, cursor));
    expect([code, message.slice(0, 7)]).toEqual(['invalid_request', '`since`']);
  }
});

test('one of an earlier instance is instance_changed', () => {
  const cursor = makeCursor(KEY, { ...SCOPE, instance: 'ZTZqIV8LS5' }, 5);
  const refusal = refusalOf(() => readCursor(KEY, SCOPE, cursor));
  expect([refusal.code, refusal.additions]).toEqual(['instance_changed', { instance: SCOPE.instance }]);
});

test('one that is ahead of the conversation is invalid_request and says to start over', () => {
  const { code, message } = refusalOf(() => readCursor(KEY, SCOPE, makeCursor(KEY, SCOPE, 1001)));
  expect(code).toBe('invalid_request');
  expect(message).toContain('start over with ""');
});

test('whatever is done to a cursor, it is never read as another position', () => {
  const cursor = makeCursor(KEY, SCOPE, 500);
  fc.assert(
    fc.property(fc.nat(cursor.length), fc.nat(3), fc.string({ maxLength: 3 }), (at, cut, text) => {
      const changed = cursor.slice(0, at) + text + cursor.slice(at + cut);
      fc.pre(changed !== cursor && changed !== '');
      expect(refusalOf(() => readCursor(KEY, SCOPE, changed)).code).toBe('invalid_request');
    }),
  );
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
      fc.pre(text !== cursor);
      expect(refusalOf(() => readCursor(KEY, SCOPE, text)).code).toBe('invalid_request');
    }),
  );
});
