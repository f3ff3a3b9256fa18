import {
  type Bytes,
  concat,
  fromBase64,
  readU32,
  textOf,
  toBase64,
  u32,
  utf8,
  Z,
} from '../encoding/index.ts';
import type { EpochId } from './account.ts';
import type { EpochKeys } from './epoch.ts';
import { orRefuse, TrustError } from './errors.ts';
import { type Random, secureRandom } from './random.ts';
import { seal, unseal } from './seal.ts';

/**
 * `displayname` = b64(u32 epoch || seal(HKDF(secret, "parley/name/v1", 32), name, AAD)), sealed anew with each epoch.
 * Source: docs/spec/trust.md section 3.
 */
export async function sealDisplayName(
  keys: EpochKeys,
  name: string,
  random: Random = secureRandom,
): Promise<string> {
  const sealed = await seal(keys.nameKey, utf8(name), nameAad(keys), random);
  return toBase64(concat(u32(keys.epoch), sealed));
}

/**
 * The conversation's name; undefined when it has none (two people: clients show the other's name).
 * @param epochs keys by epoch @param seen the highest epoch of which a name was seen
 * @throws TrustError bad_displayname, displayname_rollback, epoch_missing
 */
export async function openDisplayName(
  epochs: ReadonlyMap<number, EpochKeys>,
  displayname: string,
  seen = 0,
): Promise<{ name: string; epoch: number } | undefined> {
  if (displayname === '') return undefined;
  const bytes = orRefuse('bad_displayname', () => fromBase64(displayname));
  if (bytes.length < 4) throw new TrustError('bad_displayname', 'it is too short');
  const epoch = readU32(bytes, 0);
  if (epoch < seen) throw new TrustError('displayname_rollback', `epoch ${epoch}, seen ${seen}`);
  const keys = epochs.get(epoch);
  if (!keys) throw new TrustError('epoch_missing', `epoch ${epoch}`);
  const name = await unseal(keys.nameKey, bytes.subarray(4), nameAad(keys), 'bad_displayname');
  return { name: orRefuse('bad_displayname', () => textOf(name)), epoch };
}

function nameAad({ workspaceId, conversationId, epoch }: EpochId): Bytes {
  return concat('parley/name/v1', Z, workspaceId, Z, conversationId, u32(epoch));
}
