import { type Bytes, concat, fromBase64, Z } from '../encoding/index.ts';
import { userIdOf } from '../ids/index.ts';
import type { Account } from './account.ts';
import { orRefuse, TrustError } from './errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import { importEncryptKey } from './rsakey.ts';
import { importCheckedKey, importVerifyKey, signBase64, verifyBase64 } from './signature.ts';

/** A user's public halves as the server gives them out, in base64. */
export interface PublicKeys {
  /** SPKI DER. */
  readonly publickey: string;
  /** 32 bytes. */
  readonly signpublickey: string;
  readonly identitysignature: string;
}

/** A user's public halves, checked and ready for use. Whether they are the user's own, only pinning can tell. */
export interface Identity extends Account {
  readonly publicKey: Bytes;
  readonly signPublicKey: Bytes;
  /** RSA-OAEP. */
  readonly encryptKey: CryptoKey;
  /** Ed25519. */
  readonly verifyKey: CryptoKey;
  /** Base64 of 32 bytes. */
  readonly fingerprint: string;
}

/**
 * Checks a user's public keys and that both belong together.
 * Costs about a millisecond, for the order of the signing key: keep what it returns.
 * @param options.isChecked these very keys were opened before, and kept where nobody else can write
 * @throws TrustError bad_publickey, bad_signpublickey, bad_identity. Source: docs/spec/trust.md section 2.
 */
export async function openIdentity(
  account: Account,
  keys: PublicKeys,
  options: { readonly isChecked?: boolean } = {},
): Promise<Identity> {
  const publicKey = orRefuse('bad_publickey', () => fromBase64(keys.publickey));
  const signPublicKey = orRefuse('bad_signpublickey', () => fromBase64(keys.signpublickey));
  const importKey = options.isChecked ? importCheckedKey : importVerifyKey;
  const identity = await identityOf(account, publicKey, signPublicKey, importKey);
  const signed = identityText(account, publicKey);
  if (!(await verifyBase64(identity.verifyKey, keys.identitysignature, signed)))
    throw new TrustError('bad_identity');
  return identity;
}

/** The identity of keys that need no signature and no check, since they follow from their private halves. */
export function makeIdentity(account: Account, publicKey: Bytes, signPublicKey: Bytes): Promise<Identity> {
  return identityOf(account, publicKey, signPublicKey, importCheckedKey);
}

async function identityOf(
  { workspaceId, userId }: Account,
  publicKey: Bytes,
  signPublicKey: Bytes,
  importKey: typeof importVerifyKey,
): Promise<Identity> {
  const encryptKey = await importEncryptKey(publicKey);
  const verifyKey = await importKey(signPublicKey);
  const fingerprint = fingerprintOf({ workspaceId, userId }, publicKey, signPublicKey);
  return { workspaceId, userId, publicKey, signPublicKey, encryptKey, verifyKey, fingerprint };
}

/** `identitysignature`: the signing key's word for the RSA key. @param publicKey SPKI DER */
export function signIdentity(signKey: CryptoKey, account: Account, publicKey: Bytes): Promise<string> {
  return signBase64(signKey, identityText(account, publicKey));
}

/** "parley/identity/v1" || Z || W || Z || userid || Z || SPKI DER. */
export function identityText({ workspaceId, userId }: Account, publicKey: Bytes): Bytes {
  return concat('parley/identity/v1', Z, workspaceId, Z, userId, Z, publicKey);
}

/** Whoever is sought by e-mail must have the id computed from it. @throws TrustError wrong_userid */
export function checkSought(email: string, userId: string): void {
  if (userIdOf(email) !== userId) throw new TrustError('wrong_userid');
}
