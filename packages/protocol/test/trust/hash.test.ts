import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { fromHex, toHex, utf8 } from '../../src/encoding/index.ts';
import { hkdf, sha256, sha256Now, sha512Now } from '../../src/trust/hash.ts';
import { bytes, inBrowser } from './support.ts';

describe('hashes', () => {
  test('are the known ones of FIPS 180-4', async () => {
    const sha = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(toHex(await sha256(utf8('abc')))).toBe(sha);
    expect(toHex(sha256Now(utf8('abc')))).toBe(sha);
    expect(toHex(sha512Now(utf8('abc')))).toStartWith('ddaf35a193617abacc417349ae204131');
  });

  test('are the same with and without an engine that hashes at once', async () => {
    const browser = await inBrowser<typeof import('../../src/trust/hash.ts')>('hash');
    expect(browser.sha256).not.toBe(sha256);
    await fc.assert(
      fc.asyncProperty(bytes({ maxLength: 300 }), async (data) => {
        const digest = toHex(await sha256(data));
        expect(digest).toBe(new Bun.CryptoHasher('sha256').update(data).digest('hex'));
        expect(toHex(sha256Now(data))).toBe(digest);
        expect(toHex(await browser.sha256(data))).toBe(digest);
        expect(toHex(browser.sha256Now(data))).toBe(digest);
      }),
    );
  });

  test('of a part of a buffer take that part only', async () => {
    const whole = new Uint8Array([1, 2, 3, 4]);
    for (const digest of [await sha256(whole.subarray(1, 3)), sha256Now(whole.subarray(1, 3))]) {
      expect(toHex(digest)).toBe(toHex(sha256Now(new Uint8Array([2, 3]))));
    }
  });
});

test('HKDF is the known one of RFC 5869, test case 3, at its first 42 bytes', async () => {
  const okm = '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8';
  expect(toHex(await hkdf(fromHex('0b'.repeat(22)), '', 42))).toBe(okm);
});
