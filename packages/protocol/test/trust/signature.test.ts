import { describe, expect, spyOn, test } from 'bun:test';
import fc from 'fast-check';
import { fromBase64, fromHex, toBase64, utf8 } from '../../src/encoding/index.ts';
import { checkPrimeOrder } from '../../src/trust/index.ts';
import { importVerifyKey, sign, verify, verifyBase64 } from '../../src/trust/signature.ts';
import signatures from '../../vectors/signature.json' with { type: 'json' };
import keys from '../../vectors/signpublickey.json' with { type: 'json' };
import { bytes, codeOf, expectRefusal, flipped, person } from './support.ts';

const alice = await person('alice');

describe('public signing keys', () => {
  for (const { about, key } of keys.accepted) {
    test(`are taken: ${about}`, async () => {
      expect(await codeOf(() => checkPrimeOrder(fromHex(key)))).toBeUndefined();
      expect((await importVerifyKey(fromHex(key))).usages).toEqual(['verify']);
    });
  }

  for (const { about, key } of keys.refused) {
    test(`are refused: ${about}`, async () => {
      await expectRefusal('bad_signpublickey', () => checkPrimeOrder(fromHex(key)));
      await expectRefusal('bad_signpublickey', () => importVerifyKey(fromHex(key)));
    });
  }

  test('of small order would make this engine accept a signature that nobody made', async () => {
    const identity = fromHex(`01${'0'.repeat(62)}`);
    const key = await crypto.subtle.importKey('raw', identity, 'Ed25519', true, ['verify']);
    const signature = fromHex(`01${'0'.repeat(126)}`);
    for (const text of ['one', 'two']) expect(await verify(key, signature, utf8(text))).toBe(true);
    await expectRefusal('bad_signpublickey', () => importVerifyKey(identity));
  });
});

describe('signatures', () => {
  for (const { about, valid, key, signature } of signatures.cases) {
    test(`${valid ? 'are valid' : 'are not valid'}: ${about}`, async () => {
      const verifyKey = await importVerifyKey(fromHex(key));
      expect(await verify(verifyKey, fromBase64(signature), fromHex(signatures.message))).toBe(valid);
      expect(await verifyBase64(verifyKey, signature, fromHex(signatures.message))).toBe(valid);
    });
  }

  test('with S from L on are refused without asking the engine, however lax it is', async () => {
    const lax = spyOn(crypto.subtle, 'verify').mockResolvedValue(true);
    try {
      const results: [string, boolean][] = [];
      for (const { about, signature } of signatures.cases) {
        const valid = await verify(
          alice.identity.verifyKey,
          fromBase64(signature),
          fromHex(signatures.message),
        );
        results.push([about, valid]);
      }
      const refused = results.filter(([, valid]) => !valid).map(([about]) => about);
      const expected = [
        'S + L: the same signature rewritten',
        'S = L',
        'S with its highest bit set',
        'one byte short',
        'one byte long',
        'empty',
      ];
      expect(refused).toEqual(expected);
      expect(lax).toHaveBeenCalledTimes(signatures.cases.length - expected.length);
    } finally {
      lax.mockRestore();
    }
  });

  test('are valid for what was signed, and with any bit turned for nothing', async () => {
    await fc.assert(
      fc.asyncProperty(bytes(), fc.nat(511), async (data, bit) => {
        const signature = await sign(alice.own.signKey, data);
        expect(await verify(alice.identity.verifyKey, signature, data)).toBe(true);
        expect(await verify(alice.identity.verifyKey, flipped(signature, bit), data)).toBe(false);
        expect(await verify(alice.identity.verifyKey, signature, new Uint8Array([...data, 0]))).toBe(false);
      }),
    );
  });

  test('in base64 that is not canonical are not valid', async () => {
    const signature = toBase64(await sign(alice.own.signKey, utf8('x')));
    expect(await verifyBase64(alice.identity.verifyKey, signature, utf8('x'))).toBe(true);
    for (const text of [`${signature} `, signature.slice(0, -2), signature.replace(/.==$/, 'B=='), 'x']) {
      expect(await verifyBase64(alice.identity.verifyKey, text, utf8('x'))).toBe(false);
    }
  });
});
