import { type Bytes, concat, fromBase64, u32, Z } from '../encoding/index.ts';
import type { EpochId } from './account.ts';
import type { Epoch, Recipient } from './epoch.ts';
import { sha256Now } from './hash.ts';
import type { Identity } from './identity.ts';
import type { OwnKeys } from './ownkeys.ts';
import { wrapSecret } from './secret.ts';
import { signBase64, verifyBase64 } from './signature.ts';

/** An older epoch for a person who was added later, as it goes to the server. */
export interface SharedSecret {
  readonly epoch: number;
  readonly userid: string;
  readonly secret: string;
  readonly sharesignature: string;
}

/** Shares an epoch that the sharer has with a person who is in the newest one. Source: docs/spec/trust.md section 3. */
export async function shareEpoch(sharer: OwnKeys, epoch: Epoch, recipient: Identity): Promise<SharedSecret> {
  const entry = { userid: recipient.userId, fingerprint: recipient.fingerprint };
  const { userid, secret } = await wrapSecret(recipient, epoch, epoch.secret);
  const sharesignature = await signBase64(sharer.signKey, shareText(epoch, epoch.secret, entry));
  return { epoch: epoch.epoch, userid, secret, sharesignature };
}

/** Whether a share of a secret to this recipient was signed with the sharer's key. */
export function isShareSigned(
  sharer: Identity,
  sharesignature: string,
  id: EpochId,
  secret: Bytes,
  recipient: Recipient,
): Promise<boolean> {
  return verifyBase64(sharer.verifyKey, sharesignature, shareText(id, secret, recipient));
}

/**
 * What the sharer signs: "parley/share/v1" || Z || W || Z || conversationid || u32 epoch || SHA-256(secret) ||
 * recipient id || recipient fingerprint.
 */
export function shareText(id: EpochId, secret: Bytes, recipient: Recipient): Bytes {
  const { workspaceId, conversationId, epoch } = id;
  const place = concat('parley/share/v1', Z, workspaceId, Z, conversationId, u32(epoch));
  return concat(place, sha256Now(secret), recipient.userid, fromBase64(recipient.fingerprint));
}
