import { describe, expect, test } from 'bun:test';
import { fromBase64, fromHex, toBase64, toHex, utf8 } from '../../src/encoding/index.ts';
import { importSessionKey, openSessionKey, requestSignature } from '../../src/trust/index.ts';
import { secretLabel, sessionLabel, unwrapKey, wrapKey } from '../../src/trust/oaep.ts';
import oaep from '../../vectors/oaep.json' with { type: 'json' };
import vectors from '../../vectors/session.json' with { type: 'json' };
import { codeOf, expectRefusal, flipped, person } from './support.ts';

const [alice, bob] = await Promise.all([person('alice'), person('bob')]);
const { sessionkey, station } = vectors;
const open = (key: string, at = station) => openSessionKey(alice.own.decryptKey, key, at);

describe('session keys', () => {
  test('open to the known one', async () => {
    expect(toHex(await open(sessionkey))).toBe(vectors.key);
  });

  test('made for another station, user or purpose are refused', async () => {
    await expectRefusal('bad_session_key', () => open(sessionkey, '0'.repeat(32)));
    await expectRefusal('bad_session_key', () => openSessionKey(bob.own.decryptKey, sessionkey, station));
    const id = { workspaceId: station, conversationId: station, epoch: 0 };
    const secret = await wrapKey(alice.identity.encryptKey, fromHex(vectors.key), secretLabel(id));
    await expectRefusal('bad_session_key', () => open(toBase64(secret)));
  });

  test('are refused with any bit turned', async () => {
    const wrapped = fromBase64(sessionkey);
    for (let bit = 0; bit < wrapped.length * 8; bit += 17) {
      await expectRefusal('bad_session_key', () => open(toBase64(flipped(wrapped, bit))));
    }
  });

  test('of another length, or not in base64, are refused', async () => {
    const short = await wrapKey(alice.identity.encryptKey, new Uint8Array(31), sessionLabel(station));
    await expectRefusal('bad_session_key', () => open(toBase64(short)));
    for (const text of ['', 'x', 'AAAA']) await expectRefusal('bad_session_key', () => open(text));
  });

  test('and secrets that were wrapped before open with their labels', async () => {
    for (const { recipient, label, key, ciphertext } of oaep.cases) {
      const { own } = await person(recipient);
      const unwrap = () => unwrapKey(own.decryptKey, fromBase64(ciphertext), fromHex(label), 'bad_secret');
      if (key.length === 64) expect(toHex(await unwrap())).toBe(key);
      else await expectRefusal('bad_secret', unwrap);
    }
  });

  test('wrapped twice look different', async () => {
    const wrap = () => wrapKey(alice.identity.encryptKey, fromHex(vectors.key), sessionLabel(station));
    expect(toHex(await wrap())).not.toBe(toHex(await wrap()));
  });
});

describe('request signatures', () => {
  for (const { srv, api, station, user, body, signature } of vectors.requests) {
    test(`of ${srv}/${api} are the known ones, for a body as text and as bytes`, async () => {
      const key = await importSessionKey(fromHex(vectors.key));
      expect(await requestSignature(key, { srv, api, station, user }, body)).toBe(signature);
      expect(await requestSignature(key, { srv, api, station, user }, utf8(body))).toBe(signature);
    });
  }

  test('cover every part', async () => {
    const key = await importSessionKey(fromHex(vectors.key));
    const scope = { srv: 'a', api: 'b', station: 'c', user: 'd' };
    const parts = [scope, ...Object.keys(scope).map((name) => ({ ...scope, [name]: 'x' }))];
    const signatures = await Promise.all(parts.map((one) => requestSignature(key, one, 'body')));
    expect(new Set([...signatures, await requestSignature(key, scope, 'body ')]).size).toBe(6);
    expect(await codeOf(() => requestSignature(key, scope, ''))).toBeUndefined();
  });
});
