export * from './absence.ts';
export * from './acceptance.ts';
export type * from './account.ts';
export * from './botkey.ts';
export * from './chain.ts';
export { dataHashOf, epochOf, namedEpochOf } from './data.ts';
export * from './displayname.ts';
export * from './epoch.ts';
export { refusals, type TrustCode, TrustError } from './errors.ts';
export * from './exported.ts';
export * from './file.ts';
export * from './findings.ts';
export * from './fingerprint.ts';
export {
  checkSought,
  type Identity,
  openIdentity,
  type PublicKeys,
  signIdentity,
} from './identity.ts';
export * from './kdf.ts';
export { type Keyring, openKeyring, type SealedKeyring, sealKeyring } from './keyring.ts';
export * from './kinds.ts';
export * from './message.ts';
export * from './open.ts';
export type { OpenedMessage, SealedAt } from './opened.ts';
export * from './order.ts';
export * from './ownkeys.ts';
export * from './padding.ts';
export * from './password.ts';
export type { Header, Payload, Prev } from './payload.ts';
export { decryptPem, encryptPem } from './pem.ts';
export * from './pins.ts';
export type { Place } from './place.ts';
export * from './proof.ts';
export { type Random, secureRandom } from './random.ts';
export * from './recovery.ts';
export { type MadeEpoch, makeEpoch, type WrappedSecret, wrapSecret } from './secret.ts';
export * from './session.ts';
export { type SharedSecret, shareEpoch } from './share.ts';
export { checkPrimeOrder } from './signature.ts';
