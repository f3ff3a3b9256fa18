import { describe, expect, test } from 'bun:test';
import { isHexId, isInstance, isMessageId } from '../../src/ids/index.ts';

const hex = 'd574638619cbff603bf857164c47e850';
const uuid = '12345678-9abc-def0-1234-56789abcdef0';

const cases: [about: string, is: (text: string) => boolean, good: string, bad: string[]][] = [
  [
    '32 lowercase hex digits',
    isHexId,
    hex,
    [hex.toUpperCase(), hex.slice(1), `${hex}0`, `${hex}\n`, ` ${hex}`, ''],
  ],
  [
    'a lowercase UUID',
    isMessageId,
    uuid,
    [uuid.toUpperCase(), uuid.replaceAll('-', ''), `${uuid}\n`, `{${uuid}}`, hex, ''],
  ],
  [
    '10 letters and digits',
    isInstance,
    'PqjfKSn7V8',
    ['PqjfKSn7V', 'PqjfKSn7V88', 'PqjfKSn7V-', 'PqjfKSn7V\0', 'PqjfKSn7V8\n', ''],
  ],
];

describe('forms of ids', () => {
  for (const [about, is, good, bad] of cases) {
    test(`${about}, and nothing else`, () => {
      expect(is(good)).toBe(true);
      for (const text of bad) expect(is(text)).toBe(false);
    });
  }
});
