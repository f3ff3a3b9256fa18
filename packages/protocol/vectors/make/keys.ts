import { type Bytes, toHex } from '../../src/encoding/index.ts';
import { userIdOf } from '../../src/ids/index.ts';
import { makeBotKey, parseBotKey } from '../../src/trust/botkey.ts';
import { safetyNumber } from '../../src/trust/fingerprint.ts';
import { hkdf, importHmacKey } from '../../src/trust/hash.ts';
import { identityText } from '../../src/trust/identity.ts';
import { DEFAULT_KDF } from '../../src/trust/kdf.ts';
import { sealKeyring } from '../../src/trust/keyring.ts';
import { sessionLabel } from '../../src/trust/oaep.ts';
import { publicKeysOf } from '../../src/trust/ownkeys.ts';
import { keysOfMaster, masterOfPassword, passwordSalt } from '../../src/trust/password.ts';
import { encryptPem } from '../../src/trust/pem.ts';
import { formatRecoveryCode, makeRecovery, parseRecoveryCode } from '../../src/trust/recovery.ts';
import { pkcs1OfPkcs8 } from '../../src/trust/rsakey.ts';
import { rsaKeyMac } from '../../src/trust/rsakeymac.ts';
import { importSealKey } from '../../src/trust/seal.ts';
import { importSessionKey, requestSignature } from '../../src/trust/session.ts';
import { sealSignKey } from '../../src/trust/signkey.ts';
import type { Wrapper } from './oaep.ts';
import { seeded, type World, workspaceId } from './world.ts';

const account = { workspaceId, userId: userIdOf('alice@example.org') };

export async function peopleVectors(world: World) {
  const people = Object.values(world).map(async ({ email, privateKeys, own }) => ({
    email,
    userid: own.userId,
    pkcs8: toHex(privateKeys.pkcs8),
    signseed: toHex(privateKeys.signSeed),
    ...(await publicKeysOf(own)),
    identitytext: toHex(identityText(own, own.identity.publicKey)),
    fingerprint: own.identity.fingerprint,
  }));
  const { alice, bob, carol } = world;
  const pairs = [
    [alice, bob],
    [bob, alice],
    [alice, carol],
  ] as const;
  return {
    about:
      'The people of all other files: private halves (test keys, public by now), public halves, identity signature, fingerprint and safety numbers (docs/spec/trust.md 2).',
    workspaceid: workspaceId,
    people: await Promise.all(people),
    safetynumbers: pairs.map(([one, other]) => ({
      one: one.email,
      other: other.email,
      number: safetyNumber(one.own.identity.fingerprint, other.own.identity.fingerprint),
    })),
  };
}

export async function passwordVectors() {
  const passwords: [about: string, password: string, iterations: number][] = [
    ['a password of ASCII', 'correct horse battery staple', 3],
    ['compatibility characters, as typed', 'pa\ufb03ng \u2460 \u212bngstr\u00f6m', 3],
    ['the same after NFKC', 'paffing 1 \u00c5ngstr\u00f6m', 3],
    ['another number of iterations', 'correct horse battery staple', 4],
  ];
  const cases: object[] = [];
  for (const [about, password, iterations] of passwords) {
    const kdf = { ...DEFAULT_KDF, iterations };
    const master = await masterOfPassword(password, account, kdf);
    const salt = toHex(passwordSalt(account));
    cases.push({ about, userid: account.userId, password, kdf, salt, ...(await keysVector(master)) });
  }
  const botkey = makeBotKey(seeded('bot'));
  return {
    about:
      'From the password to the keys (docs/spec/trust.md 1); a bot has 32 bytes in place of the master key.',
    workspaceid: workspaceId,
    cases,
    bots: [{ botkey, ...(await keysVector(parseBotKey(botkey))) }],
    refusedbotkeys: [
      { about: 'no prefix', botkey: botkey.slice(7) },
      { about: 'another prefix', botkey: `Parley_${botkey.slice(7)}` },
      { about: 'one character short', botkey: botkey.slice(0, -1) },
      { about: 'with padding', botkey: `${botkey}=` },
      { about: 'the standard alphabet', botkey: `parley_${'+'.repeat(42)}8` },
      { about: 'unused bits are not zero', botkey: `parley_${'A'.repeat(42)}B` },
    ],
    refusedkdfs: [
      { about: 'another algorithm', kdf: { ...DEFAULT_KDF, algorithm: 'argon2i' } },
      { about: 'too little memory', kdf: { ...DEFAULT_KDF, memory: 65535 } },
      { about: 'too much memory', kdf: { ...DEFAULT_KDF, memory: 1048577 } },
      { about: 'too few iterations', kdf: { ...DEFAULT_KDF, iterations: 2 } },
      { about: 'too many iterations', kdf: { ...DEFAULT_KDF, iterations: 17 } },
      { about: 'parallelism other than 1', kdf: { ...DEFAULT_KDF, parallelism: 2 } },
      { about: 'no parallelism', kdf: { ...DEFAULT_KDF, parallelism: 0 } },
      { about: 'a fraction', kdf: { ...DEFAULT_KDF, iterations: 3.5 } },
      { about: 'a text', kdf: { ...DEFAULT_KDF, memory: '65536' } },
    ],
  };
}

async function keysVector(master: Bytes) {
  const { apikey, keypass } = await keysOfMaster(master);
  const boxkey = toHex(await hkdf(master, 'parley/boxkey/v1'));
  const mackey = toHex(await hkdf(master, 'parley/mackey/v1'));
  return { master: toHex(master), apikey, keypass, boxkey, mackey };
}

export async function wrappedKeyVectors({ alice }: World) {
  const keypass = toHex(seeded('keypass')(32));
  const [mackey, boxkey, iv, nonce] = [32, 32, 16, 12].map((length, index) =>
    seeded(`wrapping ${index}`)(length),
  ) as [Bytes, Bytes, Bytes, Bytes];
  const rsakey = await encryptPem(alice.privateKeys.pkcs8, keypass, () => iv);
  const swapped = rsakey.replace('-CFB,', '-CBC,');
  const signkey = await sealSignKey(
    await importSealKey(boxkey),
    alice.privateKeys.signSeed,
    account,
    () => nonce,
  );
  return {
    about:
      "Alice's private halves as the server keeps them: rsakey (PKCS#1, traditional PEM, AES-256-CFB), rsakeymac, signkey (docs/spec/trust.md 2).",
    workspaceid: workspaceId,
    userid: account.userId,
    keypass,
    mackey: toHex(mackey),
    boxkey: toHex(boxkey),
    iv: toHex(iv),
    nonce: toHex(nonce),
    pkcs1: toHex(pkcs1OfPkcs8(alice.privateKeys.pkcs8)),
    rsakey,
    rsakeymac: await rsaKeyMac(await importHmacKey(mackey), rsakey),
    signkey,
    refusedpems: [
      { about: 'LF line ends', rsakey: rsakey.replaceAll('\r\n', '\n') },
      { about: 'not encrypted', rsakey: rsakey.replace(/Proc-Type.*\r\n.*\r\n\r\n/, '') },
      { about: 'another cipher', rsakey: swapped },
      { about: 'a lower-case IV', rsakey: rsakey.replace(toHex(iv).toUpperCase(), toHex(iv)) },
      { about: 'a shorter IV', rsakey: rsakey.replace(/,([0-9A-F]{32})/, (found) => found.slice(0, -2)) },
      {
        about: 'another IV, so that it decrypts to something else',
        rsakey: rsakey.replace(/,[0-9A-F]{32}/, `,${'0'.repeat(32)}`),
      },
      { about: 'another label', rsakey: rsakey.replaceAll('RSA PRIVATE KEY', 'PRIVATE KEY') },
      { about: 'text in front', rsakey: ` ${rsakey}` },
      { about: 'text behind', rsakey: `${rsakey}\r\n` },
      { about: 'a line cut short', rsakey: rsakey.replace(/\r\n\r\n.{8}/, '\r\n\r\n') },
      { about: 'cut off', rsakey: rsakey.slice(0, 400) },
      { about: 'empty', rsakey: '' },
    ],
  };
}

export async function recoveryVectors({ alice }: World) {
  const bits = seeded('recovery')(16);
  const nonce = seeded('recovery nonce')(12);
  const code = formatRecoveryCode(bits);
  const plain = code.replaceAll('-', '');
  const zeros = formatRecoveryCode(new Uint8Array(16));
  return {
    about: 'The recovery code, its proof and its box (docs/spec/trust.md 2). The grouping of a code is free.',
    workspaceid: workspaceId,
    userid: account.userId,
    bits: toHex(bits),
    code,
    nonce: toHex(nonce),
    ...(await makeRecovery(bits, account, alice.privateKeys, () => nonce)),
    read: [
      { about: 'without hyphens', code: plain, bits: toHex(bits) },
      { about: 'in lower case', code: code.toLowerCase(), bits: toHex(bits) },
      { about: 'with blanks', code: ` ${plain.slice(0, 5)} \t${plain.slice(5)}\n`, bits: toHex(bits) },
      { about: 'O and o are 0', code: zeros.replaceAll('0', 'O').replace('O', 'o'), bits: '0'.repeat(32) },
      {
        about: 'I, i, L and l are 1',
        code: `IiLl${'0'.repeat(22)}`,
        bits: toHex(parseRecoveryCode(`1111${'0'.repeat(22)}`)),
      },
      { about: 'all ones', code: `${'Z'.repeat(25)}W`, bits: 'f'.repeat(32) },
    ],
    refused: [
      { about: 'a spare bit is 1', code: `${'0'.repeat(25)}1` },
      { about: 'the other spare bit is 1', code: `${'0'.repeat(25)}2` },
      { about: 'U is in no code', code: `U${plain.slice(1)}` },
      { about: 'too short', code: plain.slice(1) },
      { about: 'too long', code: `${plain}0` },
      { about: 'another character', code: `*${plain.slice(1)}` },
      { about: 'a character that only looks like one', code: `\u0410${plain.slice(1)}` },
      { about: 'a full-width digit', code: `\uff10${plain.slice(1)}` },
      { about: 'empty', code: '' },
    ],
  };
}

export async function keyringVectors({ alice, bob }: World) {
  const nonce = seeded('keyring nonce')(12);
  const keyring = {
    pins: { [bob.own.userId]: { fingerprint: bob.own.identity.fingerprint, name: 'Bob', verified: true } },
    epochs: { '8ca16186c36a4e0a1ef2096e6c60b613': 3 },
  };
  const sealed = await sealKeyring(alice.own, 7, keyring, () => nonce);
  return {
    about:
      "Alice's keyring (docs/spec/trust.md 2), sealed under a key of her Ed25519 seed, and bound to its counter.",
    workspaceid: workspaceId,
    userid: account.userId,
    key: toHex(await hkdf(alice.privateKeys.signSeed, 'parley/keyring/v1')),
    nonce: toHex(nonce),
    json: JSON.stringify(keyring),
    ...sealed,
  };
}

export async function sessionVectors({ alice }: World, wrapper: Wrapper) {
  const station = toHex(seeded('station')(16));
  const key = seeded('session key')(32);
  const scope = { srv: 'chatserver', api: 'chatfriends', station, user: account.userId };
  const body =
    '{"action":"list","clientversioncode":1,"timestamp":"2026-01-31 12:00:00","n\u00e4me":"\u2713"}';
  const owner = { srv: 'chatowner', api: 'workspace', station: '', user: account.userId };
  const sessionKey = await importSessionKey(key);
  return {
    about: 'The session key of a login answer and the signature of a request (docs/spec/wire.md part 2).',
    email: alice.email,
    station,
    sessionkey: await wrapper.wrap('session key', alice, key, sessionLabel(station)),
    key: toHex(key),
    requests: [
      { ...scope, body, signature: await requestSignature(sessionKey, scope, body) },
      { ...owner, body: '{}', signature: await requestSignature(sessionKey, owner, '{}') },
    ],
  };
}
