import type { Recipient, WrappedSecret } from '@parley/protocol/wire';
import type { Writer } from '../../store/engine/engine.ts';
import { insertEpoch, insertSecrets } from '../../store/epochs.ts';

/** An epoch as its maker sends it. */
export interface MadeEpoch {
  readonly epoch: number;
  readonly secretfor: readonly Recipient[];
  readonly secretsignature: string;
  readonly secrets: readonly WrappedSecret[];
}

/** Stores an epoch, and its secret for each of its people. @param maker user id */
export async function storeEpoch(
  writer: Writer,
  key: number,
  maker: string,
  { epoch, secretfor, secretsignature, secrets }: MadeEpoch,
): Promise<void> {
  await insertEpoch(writer, key, {
    epoch,
    secretby: maker,
    secretfor: JSON.stringify(secretfor.map(({ userid, fingerprint }) => ({ userid, fingerprint }))),
    secretsignature,
  });
  const wrapped = secrets.map(({ userid, secret }) => ({ userid, secret, sharedby: '', sharesignature: '' }));
  await insertSecrets(writer, key, epoch, wrapped);
}
