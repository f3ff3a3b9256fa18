import { describe, expect, test } from 'bun:test';
import { fromBase64, toBase64, toHex } from '../../src/encoding/index.ts';
import { identityText } from '../../src/trust/identity.ts';
import {
  checkSought,
  fingerprintOf,
  openIdentity,
  safetyNumber,
  signIdentity,
} from '../../src/trust/index.ts';
import people from '../../vectors/people.json' with { type: 'json' };
import keys from '../../vectors/signpublickey.json' with { type: 'json' };
import { codeOf, expectRefusal, flipped, person } from './support.ts';

const [alice, bob] = await Promise.all([person('alice'), person('bob')]);

describe('identities', () => {
  for (const {
    email,
    userid,
    publickey,
    signpublickey,
    identitysignature,
    identitytext,
    fingerprint,
  } of people.people) {
    test(`of ${email} are the known ones`, async () => {
      const account = { workspaceId: people.workspaceid, userId: userid };
      const identity = await openIdentity(account, { publickey, signpublickey, identitysignature });
      expect(identity.fingerprint).toBe(fingerprint);
      expect(fingerprintOf(account, fromBase64(publickey), fromBase64(signpublickey))).toBe(fingerprint);
      expect(toHex(identityText(account, fromBase64(publickey)))).toBe(identitytext);
      const { own } = await person(email);
      expect(await signIdentity(own.signKey, account, fromBase64(publickey))).toBe(identitysignature);
    });
  }

  test('that were checked before are the same, and their signature counts as before', async () => {
    const { account, publicKeys } = alice;
    const [first, again] = await Promise.all([
      openIdentity(account, publicKeys),
      openIdentity(account, publicKeys, { isChecked: true }),
    ]);
    expect(again.fingerprint).toBe(first.fingerprint);
    const { identitysignature } = bob.publicKeys;
    await expectRefusal('bad_identity', () =>
      openIdentity(account, { ...publicKeys, identitysignature }, { isChecked: true }),
    );
  });

  test('are refused with any bit of the identity signature turned', async () => {
    const signature = fromBase64(alice.publicKeys.identitysignature);
    for (let bit = 0; bit < 512; bit += 7) {
      const identitysignature = toBase64(flipped(signature, bit));
      await expectRefusal('bad_identity', () =>
        openIdentity(alice.account, { ...alice.publicKeys, identitysignature }),
      );
    }
  });

  test('are refused when one half is exchanged for another person’s', async () => {
    const { publickey, signpublickey } = bob.publicKeys;
    await expectRefusal('bad_identity', () =>
      openIdentity(alice.account, { ...alice.publicKeys, publickey }),
    );
    await expectRefusal('bad_identity', () =>
      openIdentity(alice.account, { ...alice.publicKeys, signpublickey }),
    );
  });

  test('are refused for another user or another workspace', async () => {
    const { account, publicKeys } = alice;
    await expectRefusal('bad_identity', () =>
      openIdentity({ ...account, userId: bob.account.userId }, publicKeys),
    );
    await expectRefusal('bad_identity', () =>
      openIdentity({ ...account, workspaceId: '0'.repeat(32) }, publicKeys),
    );
  });

  test('are refused with a signing key that anyone could sign for', async () => {
    for (const { key } of keys.refused) {
      const signpublickey = toBase64(Buffer.from(key, 'hex'));
      await expectRefusal('bad_signpublickey', () =>
        openIdentity(alice.account, { ...alice.publicKeys, signpublickey }),
      );
    }
  });

  for (const text of ['', 'x', 'AAAA']) {
    test(`are refused when a key is ${JSON.stringify(text)}`, async () => {
      const { account, publicKeys } = alice;
      await expectRefusal('bad_publickey', () => openIdentity(account, { ...publicKeys, publickey: text }));
      await expectRefusal('bad_signpublickey', () =>
        openIdentity(account, { ...publicKeys, signpublickey: text }),
      );
      await expectRefusal('bad_identity', () =>
        openIdentity(account, { ...publicKeys, identitysignature: text }),
      );
    });
  }

  test('of whoever is sought by e-mail must have the id of that e-mail', async () => {
    expect(await codeOf(() => checkSought(' Alice@example.org', alice.account.userId))).toBeUndefined();
    await expectRefusal('wrong_userid', () => checkSought('alice@example.org', bob.account.userId));
  });
});

describe('safety numbers', () => {
  const fingerprintOfEmail = (email: string) =>
    people.people.find((one) => one.email === email)?.fingerprint as string;

  for (const { one, other, number } of people.safetynumbers) {
    test(`of ${one} and ${other} are the known ones, the same on both sides`, () => {
      expect(safetyNumber(fingerprintOfEmail(one), fingerprintOfEmail(other))).toBe(number);
      expect(safetyNumber(fingerprintOfEmail(other), fingerprintOfEmail(one))).toBe(number);
      expect(number).toMatch(/^(\d{5} ){11}\d{5}$/);
    });
  }

  test('change with any bit of a fingerprint', () => {
    const [one, other] = [fingerprintOfEmail('alice@example.org'), fingerprintOfEmail('bob@example.org')];
    const numbers = new Set([safetyNumber(one, other)]);
    for (let bit = 0; bit < 256; bit++)
      numbers.add(safetyNumber(toBase64(flipped(fromBase64(one), bit)), other));
    expect(numbers.size).toBe(257);
  });
});
