import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { toHex } from '../../src/encoding/index.ts';
import { isBotKey, makeBotKey, parseBotKey } from '../../src/trust/index.ts';
import vectors from '../../vectors/password.json' with { type: 'json' };
import { bytes, expectRefusal, replay } from './support.ts';

describe('bot keys', () => {
  test('stand for 32 bytes and come from them', () => {
    for (const { botkey, master } of vectors.bots) {
      expect(makeBotKey(replay(master))).toBe(botkey);
      expect(toHex(parseBotKey(botkey))).toBe(master);
    }
  });

  test('any 32 bytes survive the round trip', () => {
    fc.assert(
      fc.property(bytes({ minLength: 32, maxLength: 32 }), (master) => {
        const key = makeBotKey(() => master);
        expect(key).toMatch(/^parley_[A-Za-z0-9_-]{43}$/);
        expect(parseBotKey(key)).toEqual(master);
        expect(isBotKey(key)).toBe(true);
        expect(isBotKey(`${key} `)).toBe(false);
      }),
    );
  });

  for (const { about, botkey } of vectors.refusedbotkeys) {
    test(`are refused: ${about}`, async () => {
      await expectRefusal('bad_bot_key', () => parseBotKey(botkey));
    });
  }
});
