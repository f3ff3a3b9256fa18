import type { Reader, Writer } from './engine/engine.ts';
import { partsOf, tuples } from './sql.ts';

/** An epoch of a conversation, as its maker signed it. */
export interface Epoch {
  readonly epoch: number;
  /** User id of the maker. */
  readonly secretby: string;
  /** JSON text: list of `{"userid","fingerprint"}`. */
  readonly secretfor: string;
  readonly secretsignature: string;
}

/** An epoch's secret for one person, wrapped with that person's key. */
export interface WrappedSecret {
  readonly userid: string;
  readonly secret: string;
  /** User id and signature of who shared it later; both empty for whom the epoch was made. */
  readonly sharedby: string;
  readonly sharesignature: string;
}

/** Every epoch that a user has the secret of, oldest first. */
export function epochsOf(
  reader: Reader,
  key: number,
  user: string,
): Promise<(Epoch & Omit<WrappedSecret, 'userid'>)[]> {
  return reader.all(
    `SELECT s.epoch, s.secret, e.secretby, e.secretfor, e.secretsignature, s.sharedby, s.sharesignature
     FROM secrets s JOIN epochs e ON e.conversation = s.conversation AND e.epoch = s.epoch
     WHERE s.conversation = $1 AND s.userid = $2 ORDER BY s.epoch`,
    key,
    user,
  );
}

/** Who made an epoch, and that person's signature of it; undefined when there is no such epoch. */
export function makingOf(
  reader: Reader,
  key: number,
  epoch: number,
): Promise<Pick<Epoch, 'secretby' | 'secretsignature'> | undefined> {
  return reader.get(
    'SELECT secretby, secretsignature FROM epochs WHERE conversation = $1 AND epoch = $2',
    key,
    epoch,
  );
}

/** The numbers of the epochs that a user has the secret of. */
export async function epochsHeldBy(reader: Reader, key: number, user: string): Promise<Set<number>> {
  const rows = await reader.all<{ epoch: number }>(
    'SELECT epoch FROM secrets WHERE conversation = $1 AND userid = $2',
    key,
    user,
  );
  return new Set(rows.map(({ epoch }) => epoch));
}

export async function insertEpoch(writer: Writer, key: number, epoch: Epoch): Promise<void> {
  await writer.run(
    `INSERT INTO epochs (conversation, epoch, secretby, secretfor, secretsignature) VALUES ($1, $2, $3, $4, $5)`,
    key,
    epoch.epoch,
    epoch.secretby,
    epoch.secretfor,
    epoch.secretsignature,
  );
}

/** Gives people an epoch's secret; one that somebody has already stays as it is. */
export async function insertSecrets(
  writer: Writer,
  key: number,
  epoch: number,
  secrets: readonly WrappedSecret[],
): Promise<void> {
  for (const part of partsOf(secrets)) {
    await writer.run(
      `INSERT INTO secrets (conversation, userid, epoch, secret, sharedby, sharesignature)
       VALUES ${tuples(part.length, 6)} ON CONFLICT (conversation, userid, epoch) DO NOTHING`,
      ...part.flatMap((one) => [key, one.userid, epoch, one.secret, one.sharedby, one.sharesignature]),
    );
  }
}
