import type { Reader, Writer } from './engine/engine.ts';
import { partsOf, tuples } from './sql.ts';

/** A signature that must not be accepted again. */
export interface SpentSignature {
  readonly signature: string;
  /** The last second in which it could pass, in Unix time. */
  readonly expires: number;
}

export function spentSignatures(reader: Reader): Promise<SpentSignature[]> {
  return reader.all<SpentSignature>('SELECT signature, expires FROM replays');
}

/** Those that are there already stay. */
export async function insertSpentSignatures(writer: Writer, spent: readonly SpentSignature[]): Promise<void> {
  for (const part of partsOf(spent)) {
    await writer.run(
      `INSERT INTO replays (signature, expires) VALUES ${tuples(part.length, 2)} ON CONFLICT DO NOTHING`,
      ...part.flatMap(({ signature, expires }) => [signature, expires]),
    );
  }
}

/** @param second in Unix time */
export async function deleteSignaturesExpiredBefore(writer: Writer, second: number): Promise<void> {
  await writer.run('DELETE FROM replays WHERE expires < $1', second);
}
