import type { Conversation, Log } from './conversations.ts';
import type { Reader } from './engine/engine.ts';
import { IN_LOG } from './sql.ts';

/**
 * The number of the first message or report whose date satisfies a condition that holds from some date on.
 *
 * Dates never go back as numbers go on, so that halves are searched: 20 look-ups by key among a million.
 * @param newest the date of the last of them; empty when there is none
 */
export async function firstByDate(
  reader: Reader,
  table: 'messages' | 'reports',
  log: Log & Pick<Conversation, 'head'>,
  newest: string,
  isReached: (created: string) => boolean,
): Promise<number | undefined> {
  if (!isReached(newest)) return undefined;
  let low = 1;
  let high = log.head;
  let found: number | undefined;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const row = await reader.get<{ seq: number; created: string }>(
      `SELECT seq, created FROM ${table}
       WHERE ${IN_LOG} AND seq >= $3 ORDER BY seq LIMIT 1`,
      log.key,
      log.generation,
      middle,
    );
    if (row && !isReached(row.created)) {
      low = row.seq + 1;
    } else {
      found = row?.seq ?? found;
      high = middle - 1;
    }
  }
  return found;
}
