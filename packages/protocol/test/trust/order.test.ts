import { describe, expect, test } from 'bun:test';
import { checkEpochOrder, checkPrev, type PrevCheck, shownTime } from '../../src/trust/index.ts';

const id = '12345678-9abc-def0-1234-56789abcdef0';
const named = { position: 4, dataHash: 'h' };
const message: PrevCheck = { position: 5, seq: 2, prev: { id, hash: 'h' }, imported: false, ownPosition: 3 };
const check = (
  changes: Partial<PrevCheck>,
  found: typeof named | { position: number } | undefined = named,
  complete = true,
) => checkPrev({ ...message, ...changes }, (wanted) => (wanted === id ? found : undefined), complete);
const kindOf = (finding: ReturnType<typeof checkPrev>) => finding?.finding;

describe('the message that a station held last', () => {
  test('stands before, unchanged: nothing to show', () => {
    expect(check({})).toBeUndefined();
  });

  test('is another station’s or one’s own', () => {
    expect(check({ ownPosition: 4 })).toBeUndefined();
    expect(check({ ownPosition: undefined })).toBeUndefined();
  });

  test('is missing where the history is complete, and open where it is not', () => {
    expect(checkPrev(message, () => undefined, true)).toEqual({ finding: 'prev_missing', id });
    expect(checkPrev(message, () => undefined, false)).toBeUndefined();
  });

  test('has another content', () => {
    expect(check({}, { position: 4, dataHash: 'other' })).toEqual({ finding: 'prev_different', id });
  });

  test('is not compared where its Data is gone', () => {
    expect(check({}, { position: 4 })).toBeUndefined();
  });

  test('stands after the message that follows it', () => {
    expect(check({}, { position: 6, dataHash: 'h' })).toEqual({ finding: 'prev_reordered', id });
  });

  test('stands before the station’s own last message, which it held too', () => {
    expect(check({}, { position: 2, dataHash: 'h' })).toEqual({ finding: 'prev_reordered', id });
  });

  test('is the message itself', () => {
    expect(kindOf(check({}, { position: 5, dataHash: 'h' }))).toBe('prev_reordered');
  });

  test('is absent at the first message of a station, and nowhere else', () => {
    expect(check({ seq: 1, prev: undefined })).toBeUndefined();
    expect(check({ seq: 2, prev: undefined })).toEqual({ finding: 'prev_absent' });
  });

  test('may be old or absent for imported texts, which are sealed many at a time', () => {
    expect(check({ imported: true, prev: undefined })).toBeUndefined();
    expect(check({ imported: true }, { position: 2, dataHash: 'h' })).toBeUndefined();
    expect(kindOf(check({ imported: true }, { position: 6, dataHash: 'h' }))).toBe('prev_reordered');
    expect(kindOf(check({ imported: true }, { position: 4, dataHash: 'x' }))).toBe('prev_different');
  });
});

describe('epochs in the order of messages', () => {
  test('go up or stay', () => {
    expect(checkEpochOrder(0, undefined)).toBeUndefined();
    expect(checkEpochOrder(2, 2)).toBeUndefined();
    expect(checkEpochOrder(3, 2)).toBeUndefined();
  });

  test('that go back are shown', () => {
    expect(checkEpochOrder(1, 2)).toEqual({ finding: 'epoch_went_back', epoch: 1, after: 2 });
  });
});

describe('the time to show', () => {
  const created = 1_000_000_000;
  test('is the server’s up to 5 minutes from the author’s, then the author’s', () => {
    for (const offset of [0, 300_000, -300_000]) expect(shownTime(created, created + offset)).toBe(created);
    for (const offset of [300_001, -300_001])
      expect(shownTime(created, created + offset)).toBe(created + offset);
  });
});
