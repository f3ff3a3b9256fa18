import { ed25519 } from '@noble/curves/ed25519.js';
import { type Bytes, concat, fromHex, toBase64, toHex, utf8 } from '../../src/encoding/index.ts';
import { sha512Now } from '../../src/trust/hash.ts';
import { importSignKey, sign } from '../../src/trust/signature.ts';
import { flipped, type World } from './world.ts';

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
