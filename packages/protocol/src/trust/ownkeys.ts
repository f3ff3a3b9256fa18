import { type Bytes, toBase64 } from '../encoding/index.ts';
import type { Account } from './account.ts';
import { TrustError } from './errors.ts';
import { type Identity, identityText, makeIdentity, type PublicKeys, signIdentity } from './identity.ts';
import { importKeyringKey } from './keyring.ts';
import type { PasswordKeys } from './password.ts';
import { decryptPem, encryptPem } from './pem.ts';
import { type Random, secureRandom } from './random.ts';
import { generateRsaKey, importDecryptKey, RSA_BITS, spkiOfPkcs8 } from './rsakey.ts';
import { checkRsaKeyMac, rsaKeyMac } from './rsakeymac.ts';
import { importSignKey, signPublicKeyOf, verifyBase64 } from './signature.ts';
import { openSignKey, SEED_LENGTH, sealSignKey } from './signkey.ts';

/** A user's private halves as bytes: only to wrap them anew, or for the recovery box. */
export interface PrivateKeys {
  /** RSA, PKCS#8 DER. */
  readonly pkcs8: Bytes;
  /** Ed25519, 32 bytes. */
  readonly signSeed: Bytes;
}

/** The private halves wrapped with the password, as the server keeps them. */
export interface WrappedKeys {
  readonly rsakey: string;
  readonly rsakeymac: string;
  readonly signkey: string;
}

/** A user's own keys, ready for use; none of the private ones can be taken out of the engine again. */
export interface OwnKeys extends Account {
  readonly identity: Identity;
  /** RSA-OAEP. */
  readonly decryptKey: CryptoKey;
  /** Ed25519. */
  readonly signKey: CryptoKey;
  /** AES-256-GCM. */
  readonly keyringKey: CryptoKey;
}

/** New key pairs. @param bits of the RSA modulus */
export async function makePrivateKeys(bits = RSA_BITS, random: Random = secureRandom): Promise<PrivateKeys> {
  return { pkcs8: await generateRsaKey(bits), signSeed: random(SEED_LENGTH) };
}

/** Private halves ready for use, with the public halves computed from them. @throws TrustError bad_rsakey */
export async function openPrivateKeys(account: Account, keys: PrivateKeys): Promise<OwnKeys> {
  const { workspaceId, userId } = account;
  const publicKey = spkiOfPkcs8(keys.pkcs8);
  const identity = await makeIdentity(account, publicKey, await signPublicKeyOf(keys.signSeed));
  const [decryptKey, signKey, keyringKey] = await Promise.all([
    importDecryptKey(keys.pkcs8),
    importSignKey(keys.signSeed),
    importKeyringKey(keys.signSeed),
  ]);
  return { workspaceId, userId, identity, decryptKey, signKey, keyringKey };
}

/** The private halves under the keys of a password. Source: docs/spec/trust.md section 2. */
export async function wrapPrivateKeys(
  passwordKeys: PasswordKeys,
  account: Account,
  keys: PrivateKeys,
  random: Random = secureRandom,
): Promise<WrappedKeys> {
  const rsakey = await encryptPem(keys.pkcs8, passwordKeys.keypass, random);
  const rsakeymac = await rsaKeyMac(passwordKeys.macKey, rsakey);
  const signkey = await sealSignKey(passwordKeys.boxKey, keys.signSeed, account, random);
  return { rsakey, rsakeymac, signkey };
}

/** The private halves of a login answer. @throws TrustError bad_mac, bad_pem, bad_signkey */
export async function unwrapPrivateKeys(
  passwordKeys: PasswordKeys,
  account: Account,
  wrapped: WrappedKeys,
): Promise<PrivateKeys> {
  await checkRsaKeyMac(passwordKeys.macKey, wrapped.rsakey, wrapped.rsakeymac);
  const pkcs8 = await decryptPem(wrapped.rsakey, passwordKeys.keypass);
  const signSeed = await openSignKey(passwordKeys.boxKey, wrapped.signkey, account);
  return { pkcs8, signSeed };
}

/** The public halves as they are registered. */
export async function publicKeysOf(own: OwnKeys): Promise<PublicKeys> {
  const { publicKey, signPublicKey } = own.identity;
  const identitysignature = await signIdentity(own.signKey, own, publicKey);
  return { publickey: toBase64(publicKey), signpublickey: toBase64(signPublicKey), identitysignature };
}

/**
 * Checks that a login or recovery answer gives out the user's own public keys.
 * @throws TrustError own_publickey_changed, own_signpublickey_changed, own_identity_changed
 */
export async function checkOwnKeys(own: OwnKeys, answer: PublicKeys): Promise<void> {
  const { publicKey, signPublicKey, verifyKey } = own.identity;
  if (answer.publickey !== toBase64(publicKey)) throw new TrustError('own_publickey_changed');
  if (answer.signpublickey !== toBase64(signPublicKey)) throw new TrustError('own_signpublickey_changed');
  const signed = identityText(own, publicKey);
  if (!(await verifyBase64(verifyKey, answer.identitysignature, signed)))
    throw new TrustError('own_identity_changed');
}
