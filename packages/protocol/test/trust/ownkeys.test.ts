import { describe, expect, test } from 'bun:test';
import { fromBase64, fromHex, toBase64, toHex } from '../../src/encoding/index.ts';
import { importHmacKey } from '../../src/trust/hash.ts';
import {
  checkOwnKeys,
  keysOfMaster,
  makePrivateKeys,
  openPrivateKeys,
  type PasswordKeys,
  publicKeysOf,
  unwrapPrivateKeys,
  type WrappedKeys,
  wrapPrivateKeys,
} from '../../src/trust/index.ts';
import { importSealKey } from '../../src/trust/seal.ts';
import { openSignKey, sealSignKey } from '../../src/trust/signkey.ts';
import vectors from '../../vectors/wrappedkeys.json' with { type: 'json' };
import { codeOf, expectRefusal, flipped, person, replay } from './support.ts';

const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
const passwordKeys: PasswordKeys = {
  apikey: '',
  keypass: vectors.keypass,
  boxKey: await importSealKey(fromHex(vectors.boxkey)),
  macKey: await importHmacKey(fromHex(vectors.mackey)),
};
const wrapped: WrappedKeys = vectors;
const unwrap = (changes: Partial<WrappedKeys>, account = alice.account) =>
  unwrapPrivateKeys(passwordKeys, account, { ...wrapped, ...changes });

describe('a user’s own keys', () => {
  test('are wrapped as the known ones, and unwrapped again', async () => {
    const random = replay(vectors.iv, vectors.nonce);
    const { rsakey, rsakeymac, signkey } = vectors;
    expect(await wrapPrivateKeys(passwordKeys, alice.account, alice.privateKeys, random)).toEqual({
      rsakey,
      rsakeymac,
      signkey,
    });
    expect(await unwrap({})).toEqual(alice.privateKeys);
  });

  test('are registered with the public halves that belong to them', async () => {
    expect(await publicKeysOf(alice.own)).toEqual(alice.publicKeys);
    expect(await codeOf(() => checkOwnKeys(alice.own, alice.publicKeys))).toBeUndefined();
  });

  test('cannot be taken out of the engine again', () => {
    const { decryptKey, signKey, keyringKey } = alice.own;
    for (const key of [decryptKey, signKey, keyringKey]) expect(key.extractable).toBe(false);
  });

  test('made anew are others each time, and go the whole way from making to login', async () => {
    const [keys, others] = await Promise.all([makePrivateKeys(), makePrivateKeys()]);
    expect(toHex(keys.signSeed)).not.toBe(toHex(others.signSeed));
    expect(toHex(keys.pkcs8)).not.toBe(toHex(others.pkcs8));
    const ofPassword = await keysOfMaster(fromHex(vectors.keypass));
    const opened = await unwrapPrivateKeys(
      ofPassword,
      bob.account,
      await wrapPrivateKeys(ofPassword, bob.account, keys),
    );
    const [before, after] = await Promise.all([keys, opened].map((one) => openPrivateKeys(bob.account, one)));
    expect(after?.identity.fingerprint).toBe(before?.identity.fingerprint as string);
  });

  test('are refused when the PEM or its MAC was altered, before the PEM is read', async () => {
    await expectRefusal('bad_mac', () =>
      unwrap({ rsakey: wrapped.rsakey.replace('AES-256-CFB', 'AES-256-CBC') }),
    );
    await expectRefusal('bad_mac', () => unwrap({ rsakeymac: toBase64(new Uint8Array(32)) }));
  });

  test('are refused with any bit of signkey turned', async () => {
    const signkey = fromBase64(wrapped.signkey);
    for (let bit = 0; bit < signkey.length * 8; bit++) {
      await expectRefusal('bad_signkey', () => unwrap({ signkey: toBase64(flipped(signkey, bit)) }));
    }
  });

  test('are refused when signkey is that of another user or workspace', async () => {
    await expectRefusal('bad_signkey', () => unwrap({}, bob.account));
    await expectRefusal('bad_signkey', () => unwrap({}, { ...alice.account, workspaceId: '0'.repeat(32) }));
  });

  for (const signkey of ['', 'x', 'AAAA']) {
    test(`are refused when signkey is ${JSON.stringify(signkey)}`, async () => {
      await expectRefusal('bad_signkey', () => unwrap({ signkey }));
    });
  }

  test('are refused when signkey holds another number of bytes', async () => {
    const long = await sealSignKey(passwordKeys.boxKey, new Uint8Array(33), alice.account);
    await expectRefusal('bad_signkey', () => openSignKey(passwordKeys.boxKey, long, alice.account));
  });

  test('are compared with what the server gives out: each exchanged half has a code of its own', async () => {
    const { publickey, signpublickey, identitysignature } = bob.publicKeys;
    const check = (changes: object) => checkOwnKeys(alice.own, { ...alice.publicKeys, ...changes });
    await expectRefusal('own_publickey_changed', () => check({ publickey }));
    await expectRefusal('own_signpublickey_changed', () => check({ signpublickey }));
    await expectRefusal('own_identity_changed', () => check({ identitysignature }));
    await expectRefusal('own_publickey_changed', () => check(bob.publicKeys));
  });

  test('that are no RSA key are refused', async () => {
    const keys = { ...alice.privateKeys, pkcs8: new Uint8Array(100) };
    await expectRefusal('bad_rsakey', () => openPrivateKeys(alice.account, keys));
  });
});
