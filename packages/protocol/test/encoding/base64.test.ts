import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { fromBase64, fromHex, isBase64, isBase64Of, toBase64, toHex } from '../../src/encoding/index.ts';
import vectors from '../../vectors/base64.json' with { type: 'json' };

/** Runs in an engine as Node 22 is: without Uint8Array's own base64. */
async function withoutNative(
  run: (module: typeof import('../../src/encoding/base64.ts')) => void,
): Promise<void> {
  const names = [
    [Uint8Array, 'fromBase64'],
    [Uint8Array.prototype, 'toBase64'],
  ] as const;
  const kept = names.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));
  for (const [owner, name] of names) Reflect.deleteProperty(owner, name);
  try {
    run(await import(`../../src/encoding/base64.ts?${'without-native'}`));
  } finally {
    names.forEach(([owner, name], index) => {
      const descriptor = kept[index];
      if (descriptor) Object.defineProperty(owner, name, descriptor);
    });
  }
}

describe('base64', () => {
  test('accepts canonical text, and gives it back from the bytes', () => {
    for (const { text, hex } of vectors.accepted) {
      expect(isBase64(text)).toBe(true);
      expect(toHex(fromBase64(text))).toBe(hex);
      expect(toBase64(fromHex(hex))).toBe(text);
    }
  });

  for (const { about, text } of vectors.refused) {
    test(`refuses ${JSON.stringify(text)}: ${about}`, () => {
      expect(isBase64(text)).toBe(false);
      expect(() => fromBase64(text)).toThrow(SyntaxError);
    });
  }

  test('any bytes survive the round trip, and their text is canonical', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = toBase64(bytes);
        expect(isBase64(text)).toBe(true);
        expect(fromBase64(text)).toEqual(new Uint8Array(bytes));
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });

  test('a text that is accepted is the only one for its bytes', () => {
    const digits = fc.constantFrom(...'ABQgw048+/=x-_ \n\t\f\r');
    fc.assert(
      fc.property(fc.string({ unit: digits, maxLength: 12 }), (text) => {
        if (isBase64(text)) expect(toBase64(fromBase64(text))).toBe(text);
        else expect(() => fromBase64(text)).toThrow(SyntaxError);
      }),
    );
  });

  test('is told from what is nearly so, however long', () => {
    const digits = fc.constantFrom(...'ABQgw048+/=x-_ \n\t\f\ré');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), fc.nat(), digits, (bytes, place, digit) => {
        const text = toBase64(bytes);
        const at = place % (text.length + 1);
        for (const other of [
          text.slice(0, at) + digit + text.slice(at + 1),
          text.slice(0, at) + digit.repeat(4) + text.slice(at),
          text.slice(0, -1) + digit,
        ]) {
          expect(isBase64(other)).toBe(Buffer.from(other, 'base64').toString('base64') === other);
        }
      }),
    );
  });

  test('counts the bytes that a text stands for', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.integer({ min: 0, max: 100 }), (bytes, length) => {
        expect(isBase64Of(toBase64(bytes), bytes.length)).toBe(true);
        expect(isBase64Of(toBase64(bytes), length)).toBe(bytes.length === length);
      }),
    );
    expect(isBase64Of('AB==', 1)).toBe(false);
    expect(isBase64Of('A===', 0)).toBe(false);
  });

  test('works the same where Uint8Array has no base64 of its own, long inputs included', async () => {
    await withoutNative((older) => {
      for (const { text, hex } of vectors.accepted) {
        expect(toHex(older.fromBase64(text))).toBe(hex);
        expect(older.toBase64(fromHex(hex))).toBe(text);
      }
      for (const { text } of vectors.refused) expect(() => older.fromBase64(text)).toThrow(SyntaxError);
      const long = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) & 255);
      expect(older.toBase64(long)).toBe(Buffer.from(long).toString('base64'));
      expect(older.fromBase64(older.toBase64(long))).toEqual(long);
    });
    expect(toBase64(new Uint8Array(1))).toBe('AA==');
  });
});
