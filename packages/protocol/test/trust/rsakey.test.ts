import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { concat, fromBase64, fromHex, toBase64, toHex } from '../../src/encoding/index.ts';
import {
  generateRsaKey,
  importDecryptKey,
  importEncryptKey,
  pkcs1OfPkcs8,
  pkcs8OfPkcs1,
  spkiOfPkcs8,
} from '../../src/trust/rsakey.ts';
import people from '../../vectors/people.json' with { type: 'json' };
import wrapped from '../../vectors/wrappedkeys.json' with { type: 'json' };
import { codeOf, expectRefusal } from './support.ts';

const alice = people.people[0] as (typeof people.people)[number];
const pkcs8 = fromHex(alice.pkcs8);
const spki = fromBase64(alice.publickey);

/** Keys that are too short, or of another kind, as WebCrypto itself makes them. */
async function exported(algorithm: object, uses: KeyUsage[]): Promise<[Uint8Array, Uint8Array<ArrayBuffer>]> {
  const pair = (await crypto.subtle.generateKey(
    algorithm as RsaHashedKeyGenParams,
    true,
    uses,
  )) as CryptoKeyPair;
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
    crypto.subtle.exportKey('spki', pair.publicKey),
  ]);
  return [new Uint8Array(privateKey), new Uint8Array(publicKey)];
}

const rsa = (modulusLength: number, exponent = [1, 0, 1]) => ({
  name: 'RSA-OAEP',
  hash: 'SHA-256',
  modulusLength,
  publicExponent: new Uint8Array(exponent),
});

describe('RSA keys', () => {
  test('change between PKCS#8 and PKCS#1 without loss', () => {
    expect(toHex(pkcs1OfPkcs8(pkcs8))).toBe(wrapped.pkcs1);
    expect(toHex(pkcs8OfPkcs1(fromHex(wrapped.pkcs1)))).toBe(alice.pkcs8);
  });

  test('give their public half as WebCrypto does', async () => {
    for (const person of people.people)
      expect(toBase64(spkiOfPkcs8(fromHex(person.pkcs8)))).toBe(person.publickey);
    const [privateKey, publicKey] = await exported(rsa(3072), ['encrypt', 'decrypt']);
    expect(spkiOfPkcs8(privateKey)).toEqual(publicKey);
  });

  test('are made with 2048 bits, in the documented form', async () => {
    const made = await generateRsaKey();
    expect(toBase64(spkiOfPkcs8(made))).toMatch(/^MIIBIjA.*IDAQAB$/);
    expect((await importDecryptKey(made)).extractable).toBe(false);
    expect(() => toBase64(spkiOfPkcs8(made.slice(0, -1)))).toThrow();
  });

  test('shorter than 2048 bits are neither made nor taken', async () => {
    await expect(generateRsaKey(1024)).rejects.toThrow(RangeError);
    const [privateKey, publicKey] = await exported(rsa(1024), ['encrypt', 'decrypt']);
    await expectRefusal('bad_rsakey', () => spkiOfPkcs8(privateKey));
    await expectRefusal('bad_publickey', () => importEncryptKey(publicKey));
  });

  test('of another algorithm are not taken', async () => {
    const [privateKey, publicKey] = await exported({ name: 'ECDH', namedCurve: 'P-256' }, ['deriveBits']);
    await expectRefusal('bad_rsakey', () => spkiOfPkcs8(privateKey));
    await expectRefusal('bad_publickey', () => importEncryptKey(publicKey));
  });

  const exponent = toHex(spki).lastIndexOf('0203010001');
  const withExponent = (hex: string) => fromHex(toHex(spki).slice(0, exponent) + hex);
  const broken: [about: string, spki: Uint8Array<ArrayBuffer>][] = [
    ['an even exponent', withExponent('0203010000')],
    ['a negative exponent', withExponent('0203810001')],
    ['an exponent of zero', withExponent('0203000001')],
    ['a byte behind', concat(spki, new Uint8Array(1))],
    ['a byte short', spki.slice(0, -1)],
    ['another bit count in the bit string', fromHex(toHex(spki).replace('0382010f00', '0382010f01'))],
    ['a length in four bytes instead of two', fromHex(toHex(spki).replace('30820122', '308400000122'))],
    ['empty', new Uint8Array()],
  ];
  for (const [about, key] of broken) {
    test(`a public key is refused: ${about}`, async () => {
      expect(toHex(key)).not.toBe(toHex(spki));
      await expectRefusal('bad_publickey', () => importEncryptKey(key));
    });
  }

  test('no byte of the frame of a private key may differ, nor may any be added or missing', async () => {
    const frame = 26;
    for (let at = 0; at < frame; at++) {
      const changed = pkcs8.slice();
      changed[at] = (changed[at] as number) ^ 1;
      expect(await codeOf(() => pkcs1OfPkcs8(changed))).toBe('bad_rsakey');
    }
    await expectRefusal('bad_rsakey', () => pkcs1OfPkcs8(concat(pkcs8, new Uint8Array(1))));
    await fc.assert(
      fc.asyncProperty(fc.nat(pkcs8.length - 1), async (length) => {
        await expectRefusal('bad_rsakey', () => pkcs1OfPkcs8(pkcs8.slice(0, length)));
      }),
    );
  });

  test('random bytes are refused as keys, with nothing but a TrustError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (random) => {
        const bytes = new Uint8Array([0x30, ...random]);
        await expectRefusal('bad_rsakey', () => pkcs8OfPkcs1(bytes));
        await expectRefusal('bad_publickey', () => importEncryptKey(bytes));
      }),
    );
  });
});
