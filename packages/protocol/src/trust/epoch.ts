import { type Bytes, concat, Z } from '../encoding/index.ts';
import type { EpochId } from './account.ts';
import { hkdf, sha256 } from './hash.ts';
import { importSealKey } from './seal.ts';

/** A person that an epoch is for: the wire's entry of `secretfor`. */
export interface Recipient {
  readonly userid: string;
  /** Base64 of 32 bytes. */
  readonly fingerprint: string;
}

/** An epoch that this client has accepted, or made: what its local store keeps. It never changes. */
export interface Epoch extends EpochId {
  /** 32 bytes. */
  readonly secret: Bytes;
  readonly secretby: string;
  readonly secretfor: readonly Recipient[];
  readonly secretsignature: string;
}

/** An epoch ready for opening and sealing. Made once and kept: every message of the epoch uses the same keys. */
export interface EpochKeys extends EpochId {
  /** HKDF(secret, "parley/message/v1", 32), AES-256-GCM. */
  readonly messageKey: CryptoKey;
  /** HKDF(secret, "parley/name/v1", 32), AES-256-GCM. */
  readonly nameKey: CryptoKey;
  /** Fingerprints of those who may write in it, by user id. */
  readonly people: ReadonlyMap<string, string>;
  /** What every signed text of the epoch starts with: "parley/payload/v1" || Z || SHA-256(secret). */
  readonly payloadPrefix: Bytes;
  /** What the AAD of every message starts with: "parley/message/v1" || Z || W || Z || conversationid || Z. */
  readonly aadPrefix: Bytes;
}

const PAYLOAD = 'parley/payload/v1';
/** In bytes, of every epoch's `payloadPrefix`. */
export const PAYLOAD_PREFIX_LENGTH = PAYLOAD.length + Z.length + 32;

/** Derives an epoch's keys. Source: docs/spec/trust.md sections 3 and 4. */
export async function openEpoch(epoch: Omit<Epoch, 'secretby' | 'secretsignature'>): Promise<EpochKeys> {
  const { workspaceId, conversationId, secret } = epoch;
  const [message, name, digest] = await Promise.all([
    hkdf(secret, 'parley/message/v1'),
    hkdf(secret, 'parley/name/v1'),
    sha256(secret),
  ]);
  const [messageKey, nameKey] = await Promise.all([importSealKey(message), importSealKey(name)]);
  return {
    workspaceId,
    conversationId,
    epoch: epoch.epoch,
    messageKey,
    nameKey,
    people: new Map(epoch.secretfor.map(({ userid, fingerprint }) => [userid, fingerprint])),
    payloadPrefix: concat(PAYLOAD, Z, digest),
    aadPrefix: concat('parley/message/v1', Z, workspaceId, Z, conversationId, Z),
  };
}
