import { type Bytes, concat, fromBase64, Z } from '../encoding/index.ts';
import { pairConversationId } from '../ids/index.ts';
import type { EpochId } from './account.ts';
import type { Epoch } from './epoch.ts';
import { orRefuse, TrustError } from './errors.ts';
import type { Identity } from './identity.ts';
import { secretLabel, unwrapKey } from './oaep.ts';
import type { OwnKeys } from './ownkeys.ts';
import { checkSecretFor, secretText } from './secret.ts';
import { signBase64, verifyBase64 } from './signature.ts';

/*
 * What an export proves to somebody who was never there: docs/spec/trust.md section 6, docs/proof.md.
 */

/**
 * Checks an epoch as a third party can, who is none of its people and has pinned nobody.
 * @param identities opened keys of people, by user id
 * @param previous the epoch before it, where it is there
 * @throws TrustError bad_secretfor, keys_missing, bad_secretsignature, maker_not_included, fingerprint_changed,
 * wrong_people, maker_not_in_previous
 */
export async function checkExportedEpoch(
  epoch: Epoch,
  identities: ReadonlyMap<string, Identity>,
  previous: Epoch | undefined,
): Promise<void> {
  const { secret, secretby, secretfor, secretsignature } = epoch;
  const where = `epoch ${epoch.epoch}, user ${secretby}`;
  checkSecretFor(secretfor);
  const maker = identities.get(secretby);
  if (!maker) throw new TrustError('keys_missing', where);
  if (!(await verifyBase64(maker.verifyKey, secretsignature, secretText(epoch, secret, secretfor)))) {
    throw new TrustError('bad_secretsignature', where);
  }
  if (!secretfor.some(({ userid }) => userid === secretby)) throw new TrustError('maker_not_included', where);
  for (const { userid, fingerprint } of secretfor) {
    const known = identities.get(userid);
    if (known && known.fingerprint !== fingerprint)
      throw new TrustError('fingerprint_changed', `user ${userid}`);
  }
  const isPair = secretfor.some(
    ({ userid }) => userid !== secretby && pairConversationId(secretby, userid) === epoch.conversationId,
  );
  if (isPair && secretfor.length !== 2) throw new TrustError('wrong_people', where);
  if (previous && !previous.secretfor.some(({ userid }) => userid === secretby)) {
    throw new TrustError('maker_not_in_previous', where);
  }
}

/** Opens a secret that was wrapped for the recipient of an export. @param wrapped base64 @throws TrustError bad_secret */
export function openExportedSecret(
  { decryptKey }: Pick<OwnKeys, 'decryptKey'>,
  id: EpochId,
  wrapped: string,
): Promise<Bytes> {
  const bytes = orRefuse('bad_secret', () => fromBase64(wrapped));
  return unwrapKey(decryptKey, bytes, secretLabel(id), 'bad_secret');
}

/** Where an export comes from. */
export type ExportPlace = Omit<EpochId, 'epoch'>;

/** The exporter's signature of all that stands before it. @param digest SHA-256 of those bytes */
export function signExport(own: OwnKeys, place: ExportPlace, digest: Uint8Array): Promise<string> {
  return signBase64(own.signKey, exportText(place, digest));
}

export function isExportSigned(
  exporter: Identity,
  place: ExportPlace,
  digest: Uint8Array,
  signature: string,
): Promise<boolean> {
  return verifyBase64(exporter.verifyKey, signature, exportText(place, digest));
}

/** "parley/export/v1" || Z || W || Z || conversationid || Z || SHA-256 of what is signed. */
function exportText({ workspaceId, conversationId }: ExportPlace, digest: Uint8Array): Bytes {
  return concat('parley/export/v1', Z, workspaceId, Z, conversationId, Z, digest);
}
