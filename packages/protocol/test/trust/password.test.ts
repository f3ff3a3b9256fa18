import { describe, expect, spyOn, test } from 'bun:test';
import { concat, fromHex, toHex, utf8 } from '../../src/encoding/index.ts';
import { hkdf } from '../../src/trust/hash.ts';
import { keysOfMaster, masterOfPassword, passwordSalt } from '../../src/trust/index.ts';
import { unseal } from '../../src/trust/seal.ts';
import vectors from '../../vectors/password.json' with { type: 'json' };
import { expectRefusal } from './support.ts';

const account = { workspaceId: vectors.workspaceid, userId: vectors.cases[0]?.userid as string };
const kdf = { algorithm: 'argon2id', memory: 65536, iterations: 3, parallelism: 1 };

describe('from the password to the keys', () => {
  for (const { about, userid, password, kdf, salt, master } of vectors.cases) {
    const of = { workspaceId: vectors.workspaceid, userId: userid };
    test(`the master key is the known one: ${about}`, async () => {
      expect(toHex(passwordSalt(of))).toBe(salt);
      expect(toHex(await masterOfPassword(password, of, kdf))).toBe(master);
    }, 30_000);
    test(`and so it is where the engine has no Argon2id: ${about}`, async () => {
      const engine = spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
      try {
        expect(toHex(await masterOfPassword(password, of, kdf))).toBe(master);
        expect(engine).toHaveBeenCalled();
      } finally {
        engine.mockRestore();
      }
    }, 30_000);
  }

  test('two spellings of one password that NFKC makes equal give the same keys', () => {
    const [typed, plain] = [vectors.cases[1], vectors.cases[2]];
    expect(typed?.password).not.toBe(plain?.password as string);
    expect(typed?.master).toBe(plain?.master as string);
  });

  for (const { master, apikey, keypass, boxkey, mackey } of [...vectors.cases, ...vectors.bots]) {
    test(`the keys of the master key ${master.slice(0, 8)}… are the known ones`, async () => {
      const keys = await keysOfMaster(fromHex(master));
      expect(keys.apikey).toBe(apikey);
      expect(keys.keypass).toBe(keypass);
      expect(toHex(await hkdf(fromHex(master), 'parley/boxkey/v1'))).toBe(boxkey);
      expect(toHex(await hkdf(fromHex(master), 'parley/mackey/v1'))).toBe(mackey);

      // The two keys that cannot be taken out of the engine are known by what they do.
      const box = await crypto.subtle.importKey('raw', fromHex(boxkey), 'AES-GCM', false, ['encrypt']);
      const iv = new Uint8Array(12);
      const sealed = concat(
        iv,
        new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, box, utf8('x'))),
      );
      expect(await unseal(keys.boxKey, sealed, new Uint8Array(), 'bad_signkey')).toEqual(utf8('x'));
      const hash = { name: 'HMAC', hash: 'SHA-256' };
      const mac = await crypto.subtle.importKey('raw', fromHex(mackey), hash, false, ['sign']);
      expect(await crypto.subtle.sign('HMAC', keys.macKey, utf8('x'))).toEqual(
        await crypto.subtle.sign('HMAC', mac, utf8('x')),
      );
      expect(keys.boxKey.extractable || keys.macKey.extractable).toBe(false);
    });
  }

  test('another workspace or user gives another salt', () => {
    const salts = [
      account,
      { ...account, workspaceId: account.userId },
      { ...account, userId: account.workspaceId },
    ].map((of) => toHex(passwordSalt(of)));
    expect(new Set(salts).size).toBe(3);
  });

  test('a password is used under no terms that are refused', async () => {
    await expectRefusal('bad_kdf', () => masterOfPassword('x', account, { ...kdf, iterations: 2 }));
  });

  for (const password of ['', '\ud800', 'x\udc00']) {
    test(`the password ${JSON.stringify(password)} is refused`, async () => {
      await expectRefusal('bad_password', () => masterOfPassword(password, account, kdf));
    });
  }
});
