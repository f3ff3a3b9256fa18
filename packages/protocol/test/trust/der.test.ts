import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { fromHex, toHex } from '../../src/encoding/index.ts';
import { DerReader, der, derInteger, OCTET_STRING, SEQUENCE } from '../../src/trust/der.ts';
import { bytes } from './support.ts';

const reader = (hex: string) => new DerReader(fromHex(hex));

describe('DER', () => {
  test('values of any length survive the round trip, one after another', () => {
    const long = fc.constantFrom(0, 1, 127, 128, 255, 256, 65535, 65536);
    fc.assert(
      fc.property(bytes({ maxLength: 40 }), long, (content, length) => {
        const other = new Uint8Array(length).fill(7);
        const read = new DerReader(new Uint8Array([...der(OCTET_STRING, content), ...der(SEQUENCE, other)]));
        expect(toHex(read.read(OCTET_STRING))).toBe(toHex(content));
        expect(read.read(SEQUENCE).length).toBe(length);
        read.end();
      }),
    );
  });

  test('positive integers survive the round trip in their shortest form', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 300n }), fc.nat(3), (value, zeros) => {
        const hex = value.toString(16);
        const magnitude = fromHex('00'.repeat(zeros) + (hex.length % 2 ? `0${hex}` : hex));
        const read = new DerReader(derInteger(magnitude)).readPositive();
        expect(BigInt(`0x${toHex(read)}`)).toBe(value);
        expect(read[0]).not.toBe(0);
      }),
    );
    expect(toHex(derInteger(fromHex('80')))).toBe('02020080');
    expect(toHex(derInteger(fromHex('7f')))).toBe('02017f');
    expect(toHex(derInteger(new Uint8Array()))).toBe('020100');
  });

  const integers: [about: string, hex: string][] = [
    ['negative', '0180'],
    ['negative, of several bytes', '03810001'],
    ['zero', '0100'],
    ['empty', '00'],
    ['with a zero too many in front', '020001'],
    ['with two zeros in front', '03000080'],
  ];
  for (const [about, hex] of integers) {
    test(`an integer is refused as positive: ${about}`, () => {
      expect(() => reader(`02${hex}`).readPositive()).toThrow(SyntaxError);
    });
  }

  const lengths: [about: string, hex: string][] = [
    ['in long form though it is short', '810101'],
    ['with a zero in front', `820080${'00'.repeat(128)}`],
    ['indefinite', '8000000000'],
    ['in more bytes than any key needs', '85000000000101'],
    ['longer than what is there', '0201'],
    ['cut off', '8201'],
    ['missing', ''],
  ];
  for (const [about, hex] of lengths) {
    test(`a length is refused: ${about}`, () => {
      expect(() => reader(`04${hex}`).read(OCTET_STRING)).toThrow(SyntaxError);
    });
  }

  test('another tag, another version, other bytes and left-over bytes are refused', () => {
    expect(() => reader('0400').read(SEQUENCE)).toThrow(SyntaxError);
    expect(() => reader('').read(SEQUENCE)).toThrow(SyntaxError);
    expect(() => reader('020101').readZero()).toThrow(SyntaxError);
    expect(() => reader('02020000').readZero()).toThrow(SyntaxError);
    expect(() => reader('0405').readExactly(fromHex('040506'))).toThrow(SyntaxError);
    expect(() => reader('00').end()).toThrow(SyntaxError);
  });
});
