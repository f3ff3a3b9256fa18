import { describe, expect, test } from 'bun:test';
import { checkKdf, checkKdfTerms, DEFAULT_KDF, type Kdf } from '../../src/trust/index.ts';
import vectors from '../../vectors/password.json' with { type: 'json' };
import { codeOf, expectRefusal } from './support.ts';

const terms = { workspaceid: vectors.workspaceid, kdf: DEFAULT_KDF };

describe('terms of the password hash', () => {
  for (const { about, kdf } of vectors.refusedkdfs) {
    test(`are refused: ${about}`, async () => {
      await expectRefusal('bad_kdf', () => checkKdf(kdf as unknown as Kdf));
      await expectRefusal('bad_kdf', () => checkKdfTerms({ ...terms, kdf: kdf as unknown as Kdf }));
    });
  }

  test('are accepted up to the ends of the ranges', async () => {
    for (const kdf of [DEFAULT_KDF, { ...DEFAULT_KDF, memory: 1048576, iterations: 16 }]) {
      expect(await codeOf(() => checkKdf(kdf))).toBeUndefined();
    }
  });

  test('are accepted at the first login, and at later ones when they are the same', async () => {
    expect(await codeOf(() => checkKdfTerms(terms))).toBeUndefined();
    expect(await codeOf(() => checkKdfTerms({ ...terms, kdf: { ...DEFAULT_KDF } }, terms))).toBeUndefined();
  });

  for (const change of [{ memory: 65537 }, { iterations: 4 }]) {
    test(`are refused when they changed since the last login: ${Object.keys(change)}`, async () => {
      const changed = { ...terms, kdf: { ...DEFAULT_KDF, ...change } };
      await expectRefusal('kdf_changed', () => checkKdfTerms(changed, terms));
      await expectRefusal('kdf_changed', () => checkKdfTerms(terms, changed));
    });
  }

  test('are refused when another workspace answers', async () => {
    await expectRefusal('workspace_changed', () =>
      checkKdfTerms({ ...terms, workspaceid: '0'.repeat(32) }, terms),
    );
  });
});
