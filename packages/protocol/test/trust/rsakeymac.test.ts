import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { fromBase64, fromHex, toBase64 } from '../../src/encoding/index.ts';
import { importHmacKey } from '../../src/trust/hash.ts';
import { checkRsaKeyMac, rsaKeyMac } from '../../src/trust/rsakeymac.ts';
import vectors from '../../vectors/wrappedkeys.json' with { type: 'json' };
import { codeOf, expectRefusal, flipped } from './support.ts';

const { rsakey, rsakeymac } = vectors;
const macKey = await importHmacKey(fromHex(vectors.mackey));

describe('rsakeymac', () => {
  test('is the known one, and fits', async () => {
    expect(await rsaKeyMac(macKey, rsakey)).toBe(rsakeymac);
    expect(await codeOf(() => checkRsaKeyMac(macKey, rsakey, rsakeymac))).toBeUndefined();
  });

  test('fits no PEM with another character anywhere', async () => {
    const other = fc.string({ minLength: 1, maxLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.nat(rsakey.length - 1), other, async (at, character) => {
        fc.pre(rsakey[at] !== character);
        const changed = rsakey.slice(0, at) + character + rsakey.slice(at + 1);
        await expectRefusal('bad_mac', () => checkRsaKeyMac(macKey, changed, rsakeymac));
      }),
    );
    await expectRefusal('bad_mac', () => checkRsaKeyMac(macKey, rsakey.trimEnd(), rsakeymac));
    await expectRefusal('bad_mac', () => checkRsaKeyMac(macKey, rsakey.replaceAll('\r\n', '\n'), rsakeymac));
  });

  test('is refused with any bit turned', async () => {
    const mac = fromBase64(rsakeymac);
    for (let bit = 0; bit < mac.length * 8; bit++) {
      await expectRefusal('bad_mac', () => checkRsaKeyMac(macKey, rsakey, toBase64(flipped(mac, bit))));
    }
  });

  for (const mac of ['', 'x', `${rsakeymac}\n`, rsakeymac.slice(0, -4), rsakeymac.replace('=', '')]) {
    test(`is refused as ${JSON.stringify(mac)}`, async () => {
      await expectRefusal('bad_mac', () => checkRsaKeyMac(macKey, rsakey, mac));
    });
  }
});
