import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  compareBytes,
  concat,
  equalBytes,
  isU32,
  readU32,
  textOf,
  u32,
  utf8,
  Z,
} from '../../src/encoding/index.ts';

describe('bytes', () => {
  test('a text survives the way through UTF-8, a byte order mark included', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(textOf(utf8(text))).toBe(text)));
    expect(textOf(utf8('\ufeffx'))).toBe('\ufeffx');
  });

  const invalid: [about: string, bytes: number[]][] = [
    ['a byte that never occurs', [0xff]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['a code point beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['a sequence cut short', [0xe2, 0x82]],
    ['a continuation without a start', [0x80]],
  ];
  for (const [about, bytes] of invalid) {
    test(`refuses invalid UTF-8: ${about}`, () => {
      expect(() => textOf(new Uint8Array([0x78, ...bytes]))).toThrow(TypeError);
    });
  }

  test('numbers up to 2^32 - 1 become 4 bytes, most significant first', () => {
    expect(u32(0x01020304)).toEqual(new Uint8Array([1, 2, 3, 4]));
    expect(u32(0xffffffff)).toEqual(new Uint8Array([255, 255, 255, 255]));
  });

  test('numbers of 4 bytes survive the round trip, wherever they stand', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.uint8Array({ maxLength: 5 }), (value, before) => {
        expect(readU32(concat(before, u32(value), Z), before.length)).toBe(value);
      }),
      {
        examples: [
          [0xffffffff, new Uint8Array()],
          [0x80000000, new Uint8Array(3)],
        ],
      },
    );
  });

  for (const value of [-1, 2 ** 32, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    test(`refuses ${value} as a number of 4 bytes instead of cutting it`, () => {
      expect(isU32(value)).toBe(false);
      expect(() => u32(value)).toThrow(RangeError);
    });
  }

  test('a text that is a number is none', () => {
    expect(isU32('1')).toBe(false);
  });

  test('concatenation takes texts as UTF-8', () => {
    expect(concat('a', Z, new Uint8Array([1]), 'é')).toEqual(new Uint8Array([0x61, 0, 1, 0xc3, 0xa9]));
    expect(concat()).toEqual(new Uint8Array());
  });

  test('comparison orders as unsigned bytes, a beginning before the whole, and agrees with equality', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5 }), fc.uint8Array({ maxLength: 5 }), (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
        expect(equalBytes(a, b)).toBe(compareBytes(a, b) === 0);
      }),
    );
  });
});
