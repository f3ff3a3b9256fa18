import { describe, expect, test } from 'bun:test';
import { fromBase64, fromHex, toBase64, toHex, utf8 } from '../../src/encoding/index.ts';
import { hkdf } from '../../src/trust/hash.ts';
import { type Keyring, openKeyring, sealKeyring } from '../../src/trust/index.ts';
import vectors from '../../vectors/keyring.json' with { type: 'json' };
import { codeOf, expectRefusal, flipped, person, replay } from './support.ts';

const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
const sealed = { counter: vectors.counter, box: vectors.box };
const keyring: Keyring = JSON.parse(vectors.json);

/** Seals any text as a keyring, as a client with other ideas of its content would. */
async function sealText(json: string) {
  return sealKeyring(alice.own, 1, { toJSON: () => JSON.parse(json) } as unknown as Keyring);
}

describe('the keyring', () => {
  test('is the known one, and opens again', async () => {
    expect(toHex(await hkdf(alice.privateKeys.signSeed, 'parley/keyring/v1'))).toBe(vectors.key);
    expect(await sealKeyring(alice.own, vectors.counter, keyring, replay(vectors.nonce))).toEqual(sealed);
    expect(await openKeyring(alice.own, sealed)).toEqual(keyring);
  });

  test('opens at the counter seen last and at higher ones, never at a lower one', async () => {
    expect(await codeOf(() => openKeyring(alice.own, sealed, vectors.counter))).toBeUndefined();
    await expectRefusal('keyring_rollback', () => openKeyring(alice.own, sealed, vectors.counter + 1));
  });

  test('is refused under another counter, even a higher one', async () => {
    await expectRefusal('bad_keyring', () => openKeyring(alice.own, { ...sealed, counter: 8 }));
    for (const counter of [-1, 1.5, 2 ** 32, Number.NaN]) {
      await expectRefusal('bad_keyring', () => openKeyring(alice.own, { ...sealed, counter }));
    }
  });

  test('is refused for another user and another workspace', async () => {
    await expectRefusal('bad_keyring', () => openKeyring(bob.own, sealed));
    await expectRefusal('bad_keyring', () => openKeyring({ ...alice.own, userId: bob.own.userId }, sealed));
    await expectRefusal('bad_keyring', () =>
      openKeyring({ ...alice.own, workspaceId: bob.own.userId }, sealed),
    );
  });

  test('is refused with any bit turned', async () => {
    const box = fromBase64(sealed.box);
    for (let bit = 0; bit < box.length * 8; bit += 5) {
      await expectRefusal('bad_keyring', () =>
        openKeyring(alice.own, { ...sealed, box: toBase64(flipped(box, bit)) }),
      );
    }
  });

  for (const box of ['', 'x', 'AAAA']) {
    test(`is refused as ${JSON.stringify(box)}`, async () => {
      await expectRefusal('bad_keyring', () => openKeyring(alice.own, { ...sealed, box }));
    });
  }

  const id = bob.own.userId;
  const malformed = [
    '[]',
    'null',
    '{}',
    '{"pins":{}}',
    '{"pins":[],"epochs":{}}',
    '{"pins":{"x":{"fingerprint":""}},"epochs":{}}',
    `{"pins":{"${id}":{"fingerprint":"AAAA"}},"epochs":{}}`,
    `{"pins":{"${id}":{"fingerprint":"${bob.identity.fingerprint}","name":1}},"epochs":{}}`,
    `{"pins":{"${id}":{"fingerprint":"${bob.identity.fingerprint}","verified":1}},"epochs":{}}`,
    `{"pins":{},"epochs":{"${id}":-1}}`,
    `{"pins":{},"epochs":{"${id}":"1"}}`,
  ];
  for (const json of malformed) {
    test(`is refused when it says ${json}`, async () => {
      const wrong = await sealText(json);
      await expectRefusal('bad_keyring', () => openKeyring(alice.own, wrong));
    });
  }

  test('is refused when a member stands in it twice', async () => {
    const iv = new Uint8Array(12);
    const key = await crypto.subtle.importKey('raw', fromHex(vectors.key), 'AES-GCM', false, ['encrypt']);
    const aad = `parley/keyring/v1\0${vectors.workspaceid}\0${vectors.userid}\0\0\0\x01`;
    const parameters = { name: 'AES-GCM', iv, additionalData: utf8(aad) };
    const json = utf8('{"pins":{},"epochs":{},"pins":{}}');
    const box = toBase64(
      new Uint8Array([...iv, ...new Uint8Array(await crypto.subtle.encrypt(parameters, key, json))]),
    );
    await expectRefusal('bad_keyring', () => openKeyring(alice.own, { counter: 1, box }));
  });
});
