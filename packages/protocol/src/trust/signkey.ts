import { type Bytes, concat, fromBase64, toBase64, Z } from '../encoding/index.ts';
import type { Account } from './account.ts';
import { orRefuse, TrustError } from './errors.ts';
import { type Random, secureRandom } from './random.ts';
import { seal, unseal } from './seal.ts';

/** The length of an Ed25519 seed, in bytes. */
export const SEED_LENGTH = 32;

/** `signkey` = b64(seal(boxkey, seed, "parley/signkey/v1" || Z || W || Z || userid)). Source: docs/spec/trust.md section 2. */
export async function sealSignKey(
  boxKey: CryptoKey,
  seed: Bytes,
  account: Account,
  random: Random = secureRandom,
): Promise<string> {
  return toBase64(await seal(boxKey, seed, signKeyAad(account), random));
}

/** The Ed25519 seed of a `signkey`. @throws TrustError bad_signkey */
export async function openSignKey(boxKey: CryptoKey, signkey: string, account: Account): Promise<Bytes> {
  const sealed = orRefuse('bad_signkey', () => fromBase64(signkey));
  const seed = await unseal(boxKey, sealed, signKeyAad(account), 'bad_signkey');
  if (seed.length !== SEED_LENGTH) throw new TrustError('bad_signkey', 'it must hold 32 bytes');
  return seed;
}

function signKeyAad({ workspaceId, userId }: Account): Bytes {
  return concat('parley/signkey/v1', Z, workspaceId, Z, userId);
}
