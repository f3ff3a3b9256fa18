import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { concat } from '../../src/encoding/index.ts';
import { TrustError } from '../../src/trust/index.ts';
import { importSealKey, seal, unsealAll } from '../../src/trust/seal.ts';
import { bytes } from './support.ts';

test('what was sealed opens, many at once, and no bit may differ', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(bytes({ maxLength: 600 }), { minLength: 1, maxLength: 5 }),
      bytes({ minLength: 32, maxLength: 32 }),
      bytes({ maxLength: 40 }),
      bytes({ maxLength: 9 }),
      fc.nat(),
      async (list, raw, aad, before, at) => {
        const key = await importSealKey(raw);
        const sealed = await Promise.all(
          list.map(async (data) => concat(before, await seal(key, data, aad))),
        );
        const given = sealed.map((whole) => ({ key, bytes: whole, offset: before.length, aad }));
        expect(await unsealAll(given, 'bad_message')).toEqual(list);

        const first = sealed[0] as Uint8Array;
        const bit = at % ((first.length - before.length) * 8);
        first.set(
          [(first[before.length + (bit >> 3)] as number) ^ (1 << (bit & 7))],
          before.length + (bit >> 3),
        );
        const [refusal, ...others] = await unsealAll(given, 'bad_message');
        expect(refusal).toBeInstanceOf(TrustError);
        expect((refusal as TrustError).code).toBe('bad_message');
        expect(others).toEqual(list.slice(1));
        const elsewhere = given.map((one) => ({ ...one, aad: concat(aad, new Uint8Array(1)) }));
        for (const one of await unsealAll(elsewhere, 'bad_message')) expect(one).toBeInstanceOf(TrustError);
      },
    ),
  );
});
