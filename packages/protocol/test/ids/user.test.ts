import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { normalizeEmail, userIdOf } from '../../src/ids/index.ts';
import vectors from '../../vectors/ids.json' with { type: 'json' };

describe('user ids', () => {
  for (const { about, email, normalized, userid } of vectors.users) {
    test(`come from the normalised address: ${about}`, () => {
      expect(normalizeEmail(email)).toBe(normalized);
      expect(userIdOf(email)).toBe(userid);
    });
  }

  test('match the documented one', () => {
    expect(userIdOf('admin@ozeki.hu')).toBe('d574638619cbff603bf857164c47e850');
  });

  test('do not change when a normalised address is normalised again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (email) => {
        expect(normalizeEmail(normalizeEmail(email))).toBe(normalizeEmail(email));
      }),
    );
  });
});
