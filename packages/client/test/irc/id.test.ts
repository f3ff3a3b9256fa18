import { describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { isMessageId } from '@parley/protocol/ids';
import fc from 'fast-check';
import { importId } from '../../src/irc/index.ts';

const conversation = '8ca16186c36a4e0a1ef2096e6c60b613';

describe('the ID of an imported line', () => {
  test('is the SHA-256 of conversation, source and number as a version 8 UUID', () => {
    const digest = createHash('sha256')
      .update(`parley/import/v1\0${conversation}\0irc #ubuntu 2005-06-27_12\x001134`)
      .digest('hex');
    const id = importId(conversation, 'irc #ubuntu 2005-06-27_12', 1134);
    expect(id.replaceAll('-', '').slice(0, 12)).toBe(digest.slice(0, 12));
    expect(id.slice(15, 18)).toBe(digest.slice(13, 16));
    expect(id.slice(-12)).toBe(digest.slice(20, 32));
    expect(id).toMatch(/^.{14}8.{4}[89ab]/);
    expect(isMessageId(id)).toBe(true);
  });

  test('never changes, so that a later version resumes what an earlier one began', () => {
    expect(importId(conversation, 'irc #ubuntu 2005-06-27_12', 0)).toBe(
      'ff3fb827-fe98-8d4e-ba86-159be0ed78c2',
    );
  });

  test('differs when conversation, source or number do, wherever their borders lie', () => {
    const part = fc.constantFrom('', '1', '11', '\0', '\x001', 'a');
    fc.assert(
      fc.property(part, part, fc.nat(200), fc.nat(200), (one, other, first, second) => {
        const same = one === other && first === second;
        expect(importId(conversation, one, first) === importId(conversation, other, second)).toBe(same);
      }),
    );
    expect(importId('0'.repeat(32), 'a', 1)).not.toBe(importId(conversation, 'a', 1));
  });
});
