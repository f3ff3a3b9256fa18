import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { fromHex, toHex } from '../../src/encoding/index.ts';
import { decryptPem, encryptPem } from '../../src/trust/index.ts';
import people from '../../vectors/people.json' with { type: 'json' };
import vectors from '../../vectors/wrappedkeys.json' with { type: 'json' };
import { bytes, expectRefusal, replay } from './support.ts';

const pkcs8 = fromHex(people.people[0]?.pkcs8 as string);

describe('the encrypted PEM of the private RSA key', () => {
  test('is the known one, and opens to the key again', async () => {
    expect(await encryptPem(pkcs8, vectors.keypass, replay(vectors.iv))).toBe(vectors.rsakey);
    expect(toHex(await decryptPem(vectors.rsakey, vectors.keypass))).toBe(toHex(pkcs8));
  });

  test('opens without the last line end too', async () => {
    expect(toHex(await decryptPem(vectors.rsakey.trimEnd(), vectors.keypass))).toBe(toHex(pkcs8));
  });

  test('has CRLF line ends only, lines of 64 characters and an upper-case IV', () => {
    expect(vectors.rsakey.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const lines = vectors.rsakey.split('\r\n');
    expect(lines[1]).toBe('Proc-Type: 4,ENCRYPTED');
    expect(lines[2]).toBe(`DEK-Info: AES-256-CFB,${vectors.iv.toUpperCase()}`);
    expect(lines.slice(4, -3).every((line) => line.length === 64)).toBe(true);
  });

  for (const { about, rsakey } of vectors.refusedpems) {
    test(`is refused: ${about}`, async () => {
      expect(rsakey).not.toBe(vectors.rsakey);
      await expectRefusal('bad_pem', () => decryptPem(rsakey, vectors.keypass));
    });
  }

  test('is refused under any other passphrase', async () => {
    await fc.assert(
      fc.asyncProperty(bytes({ minLength: 32, maxLength: 32 }), async (other) => {
        await expectRefusal('bad_pem', () => decryptPem(vectors.rsakey, toHex(other)));
      }),
    );
  });

  test('survives the round trip under any passphrase and IV', async () => {
    const keypass = bytes({ minLength: 32, maxLength: 32 });
    const iv = bytes({ minLength: 16, maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(keypass, iv, async (key, start) => {
        const pem = await encryptPem(pkcs8, toHex(key), () => start);
        expect(toHex(await decryptPem(pem, toHex(key)))).toBe(toHex(pkcs8));
      }),
    );
  });

  test('two of the same key differ, since their IVs do', async () => {
    expect(await encryptPem(pkcs8, vectors.keypass)).not.toBe(await encryptPem(pkcs8, vectors.keypass));
  });
});
