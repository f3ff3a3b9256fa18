import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { fromHex, toHex } from '../../src/encoding/index.ts';

describe('hex', () => {
  test('any bytes survive the round trip', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
        expect(fromHex(toHex(bytes))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  for (const text of ['A0', '0', '0g', ' 00', '00\n', '0x00', '٠٠']) {
    test(`refuses ${JSON.stringify(text)}`, () => {
      expect(() => fromHex(text)).toThrow(SyntaxError);
    });
  }
});
