import { type Bytes, concat, fromBase64, isBase64Of, toBase64, u32, Z } from '../encoding/index.ts';
import { isHexId } from '../ids/index.ts';
import type { EpochId } from './account.ts';
import type { Epoch, Recipient } from './epoch.ts';
import { TrustError } from './errors.ts';
import { sha256Now } from './hash.ts';
import type { Identity } from './identity.ts';
import { secretLabel, wrapKey } from './oaep.ts';
import type { OwnKeys } from './ownkeys.ts';
import { type Random, secureRandom } from './random.ts';
import { signBase64 } from './signature.ts';

/** A secret for one person: the wire's entry of `secrets`. */
export interface WrappedSecret {
  readonly userid: string;
  /** Base64 of RSA-OAEP. */
  readonly secret: string;
}

/** A new epoch: what the maker keeps, and what goes to the server. */
export interface MadeEpoch {
  readonly epoch: Epoch;
  readonly secrets: readonly WrappedSecret[];
}

/**
 * Makes the secret of an epoch, for everyone who may read from now on, the maker included.
 * @param people checked against their pins; each once
 * Source: docs/spec/trust.md section 3.
 */
export async function makeEpoch(
  maker: OwnKeys,
  conversationId: string,
  epoch: number,
  people: readonly Identity[],
  random: Random = secureRandom,
): Promise<MadeEpoch> {
  const id: EpochId = { workspaceId: maker.workspaceId, conversationId, epoch };
  const sorted = people.toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
  const secretfor = sorted.map(({ userId, fingerprint }) => ({ userid: userId, fingerprint }));
  if (!secretfor.some(({ userid }) => userid === maker.userId)) throw new TrustError('maker_not_included');
  checkSecretFor(secretfor);
  const secret = random(32);
  const secrets = await Promise.all(sorted.map((person) => wrapSecret(person, id, secret)));
  const secretsignature = await signBase64(maker.signKey, secretText(id, secret, secretfor));
  return { epoch: { ...id, secret, secretby: maker.userId, secretfor, secretsignature }, secrets };
}

/** A secret under a person's RSA key. */
export async function wrapSecret(person: Identity, id: EpochId, secret: Bytes): Promise<WrappedSecret> {
  const wrapped = await wrapKey(person.encryptKey, secret, secretLabel(id));
  return { userid: person.userId, secret: toBase64(wrapped) };
}

/**
 * What the maker signs: "parley/secret/v1" || Z || W || Z || conversationid || u32 epoch || SHA-256(secret) ||
 * for each of `secretfor`: userid || 32-byte fingerprint.
 */
export function secretText(id: EpochId, secret: Bytes, secretfor: readonly Recipient[]): Bytes {
  const people = secretfor.flatMap(({ userid, fingerprint }) => [userid, fromBase64(fingerprint)]);
  const { workspaceId, conversationId, epoch } = id;
  const place = concat('parley/secret/v1', Z, workspaceId, Z, conversationId, u32(epoch));
  return concat(place, sha256Now(secret), ...people);
}

/** @throws TrustError bad_secretfor unless ids are strictly ascending and every fingerprint is 32 bytes in base64 */
export function checkSecretFor(secretfor: readonly Recipient[]): void {
  secretfor.forEach(({ userid, fingerprint }, index) => {
    if (!isHexId(userid) || !isBase64Of(fingerprint, 32)) {
      throw new TrustError('bad_secretfor', `entry ${index + 1} is malformed`);
    }
    const before = secretfor[index - 1];
    if (before && before.userid >= userid)
      throw new TrustError('bad_secretfor', `entry ${index + 1} is out of order`);
  });
}
