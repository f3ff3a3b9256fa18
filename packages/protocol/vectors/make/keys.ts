import { ed25519 } from '@noble/curves/ed25519.js';
import { type Bytes, concat, fromHex, toBase64, toHex, utf8 } from '../../src/encoding/index.ts';
import { userIdOf } from '../../src/ids/index.ts';
import { makeBotKey, parseBotKey } from '../../src/trust/botkey.ts';
import { safetyNumber } from '../../src/trust/fingerprint.ts';
import { hkdf, importHmacKey, sha512Now } from '../../src/trust/hash.ts';
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
import { importSignKey, sign } from '../../src/trust/signature.ts';
import { sealSignKey } from '../../src/trust/signkey.ts';
import type { Wrapper } from './oaep.ts';
import { flipped, seeded, type World, workspaceId } from './world.ts';

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
  const rsakey = encryptPem(alice.privateKeys.pkcs8, keypass, () => iv);
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

/** 32 bytes, least significant first. */
function littleEndian(value: bigint): Bytes {
  return fromHex(value.toString(16).padStart(64, '0')).reverse();
}

const hexOf = (value: bigint) => toHex(littleEndian(value));

/** Encodings of points: the eight of small order, and others that must not become a key. */
export async function signPublicKeyVectors({ alice }: World) {
  const { Point } = ed25519;
  const torsion = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a');
  const small = Array.from({ length: 8 }, (_, times) => {
    const point = times === 0 ? Point.ZERO : torsion.multiplyUnsafe(BigInt(times));
    return { about: `a point of small order (${times} times one of order 8)`, key: point.toHex() };
  });
  const p = 2n ** 255n - 19n;
  const own = Point.fromBytes(alice.own.identity.signPublicKey);
  return {
    about:
      'Public signing keys: 32 bytes must be the canonical encoding of a point of prime order (docs/spec/trust.md 2).',
    accepted: [
      { about: "Alice's", key: toHex(alice.own.identity.signPublicKey) },
      {
        about: 'RFC 8032 section 7.1, test 1',
        key: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      },
    ],
    refused: [
      ...small,
      { about: 'zero with a sign', key: `01${'0'.repeat(60)}80` },
      { about: 'y = p, not canonical for 0', key: hexOf(p) },
      { about: 'y = p + 1, not canonical for 1', key: hexOf(p + 1n) },
      { about: 'y = 2^255 - 1, not canonical for 18', key: hexOf(2n ** 255n - 1n) },
      { about: 'a key of prime order plus a point of order 8', key: own.add(torsion).toHex() },
      {
        about: 'a key of prime order plus a point of order 2',
        key: own.add(torsion.multiplyUnsafe(4n)).toHex(),
      },
      { about: 'not a point', key: `02${'0'.repeat(62)}` },
      { about: 'too short', key: toHex(alice.own.identity.signPublicKey).slice(2) },
      { about: 'empty', key: '' },
    ],
  };
}

export async function signatureVectors({ alice, bob }: World) {
  const L = 2n ** 252n + 27742317777372353535851937790883648493n;
  const message = utf8('parley');
  const signature = await sign(await importSignKey(alice.privateKeys.signSeed), message);
  const scalar = signature.slice(32).toReversed();
  const s = BigInt(`0x${toHex(scalar)}`);
  const withScalar = (value: bigint) => concat(signature.subarray(0, 32), littleEndian(value));
  const { scalar: a } = ed25519.utils.getExtendedPublicKey(alice.privateKeys.signSeed);
  const r = 5n;
  const torsion = ed25519.Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a');
  const mixedR = ed25519.Point.BASE.multiply(r).add(torsion).toBytes();
  const digest = toHex(sha512Now(concat(mixedR, alice.own.identity.signPublicKey, message)).reverse());
  const mixed = concat(mixedR, littleEndian((r + (BigInt(`0x${digest}`) % L) * a) % L));
  const cases: [about: string, valid: boolean, key: Bytes, signature: Bytes][] = [
    ['R with a part of order 8: valid only with cofactor', false, alice.own.identity.signPublicKey, mixed],
    ['as made', true, alice.own.identity.signPublicKey, signature],
    ['S + L: the same signature rewritten', false, alice.own.identity.signPublicKey, withScalar(s + L)],
    ['S = L', false, alice.own.identity.signPublicKey, withScalar(L)],
    ['S = L - 1', false, alice.own.identity.signPublicKey, withScalar(L - 1n)],
    ['S with its highest bit set', false, alice.own.identity.signPublicKey, withScalar(s + 2n ** 255n)],
    ['a bit of R turned', false, alice.own.identity.signPublicKey, flipped(signature, 5)],
    ['a bit of S turned', false, alice.own.identity.signPublicKey, flipped(signature, 300)],
    ["with another person's key", false, bob.own.identity.signPublicKey, signature],
    ['one byte short', false, alice.own.identity.signPublicKey, signature.slice(0, 63)],
    ['one byte long', false, alice.own.identity.signPublicKey, concat(signature, new Uint8Array(1))],
    ['zeros', false, alice.own.identity.signPublicKey, new Uint8Array(64)],
    ['empty', false, alice.own.identity.signPublicKey, new Uint8Array()],
  ];
  return {
    about: 'Ed25519 signatures (RFC 8032), verified without cofactor and with S < L (docs/spec/trust.md 2).',
    message: toHex(message),
    cases: cases.map(([about, valid, key, bytes]) => ({
      about,
      valid,
      key: toHex(key),
      signature: toBase64(bytes),
    })),
  };
}
