import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { concat, fromBase64, isBase64, Z } from '@parley/protocol/encoding';
import type { RequestOf } from '@parley/protocol/wire';
import { Refusal } from '../refusal.ts';

/** Sizes of RSA keys, in bits: the least that docs/spec/trust.md allows, and the most that clients handle well. */
const RSA_BITS = { least: 2048, most: 8192 };
/** nonce, a 32-byte seed and the tag. */
const SIGNKEY_BYTES = 12 + 32 + 16;
/** nonce and tag around a JSON object with two keys, of which the larger one is RSA's. */
const BOX_BYTES = { least: 12 + 2 + 16, most: 12_288 };

type NewKeys = Pick<
  RequestOf<'login/register'>,
  'publickey' | 'signpublickey' | 'identitysignature' | 'rsakey' | 'signkey' | 'recovery'
>;

/**
 * Refuses keys that no client could use later. What the server cannot open it can only measure.
 * @throws Refusal `invalid_request` naming the field
 * Source: docs/spec/trust.md section 2.
 */
export function checkNewKeys(workspace: string, user: string, keys: NewKeys): void {
  const spki = fromBase64(keys.publickey);
  const rsa = publicKeyOf({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const bits = rsa?.asymmetricKeyType === 'rsa' ? (rsa.asymmetricKeyDetails?.modulusLength ?? 0) : 0;
  if (!rsa || bits < RSA_BITS.least || bits > RSA_BITS.most || !isCanonical(rsa, spki)) {
    refuse('publickey', `base64 of the SPKI DER of an RSA key of ${RSA_BITS.least} to ${RSA_BITS.most} bits`);
  }
  const signed = concat('parley/identity/v1', Z, workspace, Z, user, Z, spki);
  if (!isSignedBy(keys.signpublickey, signed, keys.identitysignature)) {
    refuse(
      'identitysignature',
      'the signature that the Ed25519 key of `signpublickey` makes of this workspace, user and `publickey`',
    );
  }
  checkWrappedKeys(keys);
  checkRecoveryBox(keys.recovery);
}

/** @throws Refusal `invalid_request` naming the field */
export function checkWrappedKeys({ rsakey, signkey }: Pick<NewKeys, 'rsakey' | 'signkey'>): void {
  if (!isEncryptedPem(rsakey)) {
    refuse(
      'rsakey',
      'a PKCS#1 PEM with CRLF line ends, "Proc-Type: 4,ENCRYPTED" and "DEK-Info: AES-256-CFB,…"',
    );
  }
  if (fromBase64(signkey).length !== SIGNKEY_BYTES) {
    refuse('signkey', `base64 of ${SIGNKEY_BYTES} bytes: a sealed Ed25519 seed`);
  }
}

/** @throws Refusal `invalid_request` naming the field */
export function checkRecoveryBox(recovery: NewKeys['recovery']): void {
  const box = fromBase64(recovery.box).length;
  if (box < BOX_BYTES.least || box > BOX_BYTES.most) {
    refuse('recovery.box', `base64 of ${BOX_BYTES.least} to ${BOX_BYTES.most} bytes`);
  }
}

function refuse(field: string, expected: string): never {
  throw new Refusal('invalid_request', `\`${field}\` must be ${expected}.`);
}

/** Fingerprints are made of these bytes: of one key there must be one form. */
function isCanonical(key: KeyObject, spki: Uint8Array): boolean {
  return Buffer.from(spki).equals(key.export({ format: 'der', type: 'spki' }));
}

function isSignedBy(signpublickey: string, signed: Uint8Array, signature: string): boolean {
  const x = Buffer.from(signpublickey, 'base64').toString('base64url');
  const key = publicKeyOf({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  try {
    return key !== undefined && verify(null, signed, key, fromBase64(signature));
  } catch {
    // Bytes that are no point of the curve.
    return false;
  }
}

function publicKeyOf(input: Parameters<typeof createPublicKey>[0]): KeyObject | undefined {
  try {
    return createPublicKey(input);
  } catch {
    return undefined;
  }
}

const PEM =
  /^-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: AES-256-CFB,[0-9A-F]{32}\r\n\r\n((?:[A-Za-z0-9+/=]{1,76}\r\n)+)-----END RSA PRIVATE KEY-----(?:\r\n)?$/;

function isEncryptedPem(text: string): boolean {
  const body = PEM.exec(text)?.[1]?.replaceAll('\r\n', '');
  return body !== undefined && isBase64(body);
}
