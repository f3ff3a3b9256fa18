import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { fromBase64, fromHex, toBase64, toHex } from '../../src/encoding/index.ts';
import {
  checkOwnKeys,
  formatRecoveryCode,
  makeRecovery,
  makeRecoveryBits,
  openPrivateKeys,
  openRecoveryBox,
  parseRecoveryCode,
  recoveryAuth,
} from '../../src/trust/index.ts';
import vectors from '../../vectors/recovery.json' with { type: 'json' };
import { bytes, codeOf, expectRefusal, flipped, person, replay } from './support.ts';

const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
const bits = fromHex(vectors.bits);

describe('the recovery code', () => {
  test('is the known one for its bits', () => {
    expect(formatRecoveryCode(makeRecoveryBits(replay(vectors.bits)))).toBe(vectors.code);
    expect(toHex(parseRecoveryCode(vectors.code))).toBe(vectors.bits);
  });

  for (const { about, code, bits } of vectors.read) {
    test(`is read ${about}`, () => {
      expect(toHex(parseRecoveryCode(code))).toBe(bits);
    });
  }

  for (const { about, code } of vectors.refused) {
    test(`is refused: ${about}`, async () => {
      await expectRefusal('bad_recovery_code', () => parseRecoveryCode(code));
    });
  }

  test('survives the round trip for any bits, in either case, however it is grouped', () => {
    const spacing = fc.constantFrom('', ' ', '-', ' - ');
    fc.assert(
      fc.property(bytes({ minLength: 16, maxLength: 16 }), spacing, fc.boolean(), (any, space, lower) => {
        const code = formatRecoveryCode(any);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}$/);
        const typed = [...code.replaceAll('-', '')].join(space);
        expect(parseRecoveryCode(lower ? typed.toLowerCase() : typed)).toEqual(any);
      }),
    );
  });

  test('stands for 16 bytes only', () => {
    expect(() => formatRecoveryCode(new Uint8Array(15))).toThrow(RangeError);
  });
});

describe('the recovery box', () => {
  test('is the known one, with its proof, and opens to the private keys', async () => {
    const { auth, box } = vectors;
    expect(await makeRecovery(bits, alice.account, alice.privateKeys, replay(vectors.nonce))).toEqual({
      auth,
      box,
    });
    expect(await recoveryAuth(bits)).toBe(auth);
    expect(await openRecoveryBox(bits, alice.account, box)).toEqual(alice.privateKeys);
  });

  test('is refused with any bit turned', async () => {
    const box = fromBase64(vectors.box);
    for (let bit = 0; bit < box.length * 8; bit += 61) {
      const changed = toBase64(flipped(box, bit));
      await expectRefusal('bad_recovery_box', () => openRecoveryBox(bits, alice.account, changed));
    }
  });

  test('is refused with another code, for another user and in another workspace', async () => {
    await expectRefusal('bad_recovery_box', () =>
      openRecoveryBox(flipped(bits, 0), alice.account, vectors.box),
    );
    await expectRefusal('bad_recovery_box', () => openRecoveryBox(bits, bob.account, vectors.box));
    const elsewhere = { ...alice.account, workspaceId: '0'.repeat(32) };
    await expectRefusal('bad_recovery_box', () => openRecoveryBox(bits, elsewhere, vectors.box));
    await expectRefusal('bad_recovery_box', () => openRecoveryBox(bits, alice.account, 'x'));
  });

  test('is refused when its seed has another length', async () => {
    const keys = { ...alice.privateKeys, signSeed: new Uint8Array(31) };
    const { box } = await makeRecovery(bits, alice.account, keys);
    await expectRefusal('bad_recovery_box', () => openRecoveryBox(bits, alice.account, box));
  });

  test('of keys that are not the public ones is found out', async () => {
    const { box } = await makeRecovery(bits, alice.account, bob.privateKeys);
    const own = await openPrivateKeys(alice.account, await openRecoveryBox(bits, alice.account, box));
    await expectRefusal('own_publickey_changed', () => checkOwnKeys(own, alice.publicKeys));
    const opened = await openRecoveryBox(bits, alice.account, vectors.box);
    const right = await openPrivateKeys(alice.account, opened);
    expect(await codeOf(() => checkOwnKeys(right, alice.publicKeys))).toBeUndefined();
  });
});
