import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { fromHex } from '../../src/encoding/index.ts';
import { pad, paddedSize, unpad } from '../../src/trust/index.ts';
import vectors from '../../vectors/padding.json' with { type: 'json' };
import { bytes, codeOf, expectRefusal } from './support.ts';

/** The series as the specification writes it. */
const SERIES = [32, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096];

describe('padding', () => {
  test('has the known sizes', () => {
    for (const { length, size } of vectors.sizes) expect(paddedSize(length)).toBe(size);
  });

  test('has the smallest size of the series that holds the bytes', () => {
    for (let length = 1; length <= 4096; length++) {
      expect(paddedSize(length)).toBe(SERIES.find((size) => size >= length) as number);
    }
  });

  for (const { about, hex } of vectors.refused) {
    test(`is refused: ${about}`, async () => {
      await expectRefusal('bad_padding', () => unpad(fromHex(hex)));
    });
  }

  test('is taken off again, whatever the bytes end in', () => {
    const ends = fc.constantFrom([], [0x80], [0], [0x80, 0, 0], [0x80, 0x80]);
    fc.assert(
      fc.property(bytes({ maxLength: 600 }), ends, (start, end) => {
        const any = new Uint8Array([...start, ...end]);
        const padded = pad(any);
        expect(padded.length).toBe(paddedSize(any.length + 1));
        expect(unpad(padded)).toEqual(any);
      }),
    );
  });

  test('is accepted for no bytes but those that it makes', async () => {
    const tail = fc.constantFrom(0, 0x80, 1);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(31, 32, 33, 48, 64, 96),
        fc.array(tail, { maxLength: 5 }),
        async (size, end) => {
          const padded = new Uint8Array(size);
          padded.set(end);
          if ((await codeOf(() => unpad(padded))) === undefined) expect(pad(unpad(padded))).toEqual(padded);
        },
      ),
    );
  });
});
