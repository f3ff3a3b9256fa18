import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bytes, concat, fromHex, toHex } from '../../src/encoding/index.ts';
import { decryptPem, encryptPem } from '../../src/trust/index.ts';
import { secretLabel, sessionLabel, unwrapKey, wrapKey } from '../../src/trust/oaep.ts';
import { pkcs1OfPkcs8, spkiOfPkcs8 } from '../../src/trust/rsakey.ts';
import { sign, signPublicKeyOf } from '../../src/trust/signature.ts';
import vectors from '../../vectors/wrappedkeys.json' with { type: 'json' };
import { person } from './support.ts';

/*
 * The real openssl on the other side: what it writes we open, and what we write it opens.
 */
let folder: string;
const alice = await person('alice');
const { pkcs8 } = alice.privateKeys;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-openssl-'));
  writeFileSync(join(folder, 'private.der'), pkcs8);
  writeFileSync(join(folder, 'public.der'), spkiOfPkcs8(pkcs8));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function openssl(args: string[], input: string | Uint8Array = ''): Promise<Bytes> {
  const stdin = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const child = Bun.spawn(['openssl', ...args], { cwd: folder, stdin, stdout: 'pipe', stderr: 'pipe' });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).bytes(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (code !== 0) throw new Error(`openssl ${args[0]}: ${err}`);
  return new Uint8Array(out);
}

const OAEP = ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256', 'rsa_mgf1_md:sha256'].flatMap((option) => [
  '-pkeyopt',
  option,
]);
const labels = [
  ['a session key', sessionLabel('0123456789abcdef0123456789abcdef')],
  ['a secret', secretLabel({ workspaceId: vectors.workspaceid, conversationId: vectors.userid, epoch: 258 })],
] as const;

describe('openssl', () => {
  test('opens our PEM with keypass', async () => {
    const pem = await encryptPem(pkcs8, vectors.keypass);
    const args = ['rsa', '-passin', `pass:${vectors.keypass}`, '-traditional', '-outform', 'DER'];
    expect(toHex(await openssl(args, pem))).toBe(toHex(pkcs1OfPkcs8(pkcs8)));
  });

  test('does not open our PEM with another passphrase', async () => {
    const pem = await encryptPem(pkcs8, vectors.keypass);
    await expect(openssl(['rsa', '-passin', `pass:${'0'.repeat(64)}`], pem)).rejects.toThrow('openssl rsa');
  });

  test('writes a PEM that we open, once its line ends are CRLF', async () => {
    const pass = `pass:${vectors.keypass}`;
    const args = [
      'rsa',
      '-inform',
      'DER',
      '-in',
      'private.der',
      '-aes-256-cfb',
      '-traditional',
      '-passout',
      pass,
    ];
    const pem = new TextDecoder().decode(await openssl(args)).replaceAll('\n', '\r\n');
    expect(pem).toContain('DEK-Info: AES-256-CFB,');
    expect(toHex(await decryptPem(pem, vectors.keypass))).toBe(toHex(pkcs8));
  });

  for (const [about, label] of labels) {
    const key = fromHex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
    const labelled = [...OAEP, '-pkeyopt', `rsa_oaep_label:${toHex(label)}`];

    test(`decrypts what we wrapped: ${about}`, async () => {
      const wrapped = await wrapKey(alice.identity.encryptKey, key, label);
      const args = ['pkeyutl', '-decrypt', '-inkey', 'private.der', '-keyform', 'DER', ...labelled];
      expect(toHex(await openssl(args, wrapped))).toBe(toHex(key));
    });

    test(`encrypts what we unwrap: ${about}`, async () => {
      const args = ['pkeyutl', '-encrypt', '-pubin', '-inkey', 'public.der', '-keyform', 'DER', ...labelled];
      const wrapped = await openssl(args, key);
      expect(toHex(await unwrapKey(alice.own.decryptKey, wrapped, label, 'bad_secret'))).toBe(toHex(key));
    });
  }

  test('makes the same Ed25519 public key and signature of a seed', async () => {
    const seed = alice.privateKeys.signSeed;
    const key = concat(fromHex('302e020100300506032b657004220420'), seed);
    writeFileSync(join(folder, 'sign.der'), key);
    writeFileSync(join(folder, 'text'), 'parley');
    const signed = ['pkeyutl', '-sign', '-rawin', '-inkey', 'sign.der', '-keyform', 'DER', '-in', 'text'];
    expect(toHex(await openssl(signed))).toBe(
      toHex(await sign(alice.own.signKey, new TextEncoder().encode('parley'))),
    );
    const exported = ['pkey', '-inform', 'DER', '-in', 'sign.der', '-pubout', '-outform', 'DER'];
    expect(toHex(await openssl(exported)).slice(-64)).toBe(toHex(await signPublicKeyOf(seed)));
  });
});
