import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { concat, fromBase64, fromHex, toBase64, toHex, u32, utf8 } from '../../src/encoding/index.ts';
import { hkdf } from '../../src/trust/hash.ts';
import { openDisplayName, openEpoch, sealDisplayName } from '../../src/trust/index.ts';
import { seal } from '../../src/trust/seal.ts';
import vectors from '../../vectors/displayname.json' with { type: 'json' };
import { expectRefusal, flipped, replay } from './support.ts';

const epoch = {
  workspaceId: vectors.workspaceid,
  conversationId: vectors.conversationid,
  epoch: vectors.epoch,
  secret: fromHex(vectors.secret),
  secretfor: [],
};
const keys = await openEpoch(epoch);
const epochs = new Map([[keys.epoch, keys]]);
const { displayname, name } = vectors;

describe('the name of a conversation', () => {
  test('is the known one, and opens again', async () => {
    expect(toHex(await hkdf(epoch.secret, 'parley/name/v1'))).toBe(vectors.key);
    expect(await sealDisplayName(keys, name, replay(vectors.nonce))).toBe(displayname);
    expect(await openDisplayName(epochs, displayname)).toEqual({ name, epoch: vectors.epoch });
  });

  test('may be any text, or none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (any) => {
        const opened = await openDisplayName(epochs, await sealDisplayName(keys, any));
        expect(opened).toEqual({ name: any, epoch: 1 });
      }),
    );
    expect(await openDisplayName(epochs, '')).toBeUndefined();
  });

  test('is refused under an older epoch than one of which a name was seen', async () => {
    expect(await openDisplayName(epochs, displayname, 1)).toEqual({ name, epoch: 1 });
    await expectRefusal('displayname_rollback', () => openDisplayName(epochs, displayname, 2));
  });

  test('waits for the secret of its epoch', async () => {
    await expectRefusal('epoch_missing', () => openDisplayName(new Map(), displayname));
  });

  test('is refused with any bit turned', async () => {
    const bytes = fromBase64(displayname);
    for (let bit = 32; bit < bytes.length * 8; bit++) {
      await expectRefusal('bad_displayname', () => openDisplayName(epochs, toBase64(flipped(bytes, bit))));
    }
    for (let bit = 0; bit < 32; bit++) {
      const opening = () => openDisplayName(epochs, toBase64(flipped(bytes, bit)));
      await expectRefusal('epoch_missing', opening);
    }
  });

  test('of another conversation, workspace or epoch is refused', async () => {
    const others = [{ conversationId: '0'.repeat(32) }, { workspaceId: '0'.repeat(32) }, { epoch: 2 }];
    for (const other of others) {
      const elsewhere = await openEpoch({ ...epoch, ...other });
      const renumbered = toBase64(concat(u32(elsewhere.epoch), fromBase64(displayname).subarray(4)));
      const opening = () => openDisplayName(new Map([[elsewhere.epoch, elsewhere]]), renumbered);
      await expectRefusal('bad_displayname', opening);
    }
  });

  test('that is no text is refused', async () => {
    const aad = concat(utf8(`parley/name/v1\0${vectors.workspaceid}\0${vectors.conversationid}`), u32(1));
    const sealed = await seal(keys.nameKey, new Uint8Array([0xff]), aad);
    await expectRefusal('bad_displayname', () => openDisplayName(epochs, toBase64(concat(u32(1), sealed))));
    for (const text of ['x', 'AAAA', 'AAAAAA==']) {
      const code = text === 'AAAAAA==' ? 'epoch_missing' : 'bad_displayname';
      await expectRefusal(code, () => openDisplayName(epochs, text));
    }
    await expectRefusal('bad_displayname', () => openDisplayName(epochs, 'AAAAAQ=='));
  });
});
