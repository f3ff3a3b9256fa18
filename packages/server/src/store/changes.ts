import type { Conversation, Log } from './conversations.ts';
import type { Reader } from './engine/engine.ts';
import { IN_LOG } from './sql.ts';

/**
 * How far `limit` messages and reports reach after a number: the place of the last of them. Undefined when no more than
 * that follow in all. The cost is that of `limit` rows, or of those that were new and have changed since, not of the
 * conversation; where nothing has changed since, that of three rows.
 */
export async function reachOf(
  reader: Reader,
  conversation: Conversation,
  after: number,
  limit: number,
): Promise<number | undefined> {
  const first = await firstUnchanged(reader, conversation, after);
  if (first === undefined) return countedReach(reader, conversation, after, limit);
  const reach = first - 1 + limit;
  return reach < conversation.head ? reach : undefined;
}

/**
 * The number of the first message or report after a number, from which on each number is one of them. Undefined where
 * a message changed after that number: it left its own behind, which stands for nothing.
 */
async function firstUnchanged(reader: Reader, log: Log, after: number): Promise<number | undefined> {
  const least = async (column: 'change' | 'seq', table: 'messages' | 'reports', also = '') => {
    const row = await reader.get<{ least: number | null }>(
      `SELECT MIN(${column}) AS least FROM ${table} WHERE ${IN_LOG} AND ${column} > $3 ${also}`,
      log.key,
      log.generation,
      after,
    );
    return row?.least ?? Number.POSITIVE_INFINITY;
  };
  if ((await least('change', 'messages', 'AND change <> seq')) < Number.POSITIVE_INFINITY) return undefined;
  // Numbers go on where a conversation was cleared: its first one may be any.
  return Math.min(await least('seq', 'messages'), await least('seq', 'reports'));
}

async function countedReach(
  reader: Reader,
  log: Log,
  after: number,
  limit: number,
): Promise<number | undefined> {
  const rows = await reader.all<{ place: number }>(
    `SELECT place FROM (
       SELECT place FROM (
         SELECT seq AS place FROM messages
         WHERE ${IN_LOG} AND seq > $3 AND change = seq ORDER BY seq LIMIT $4
       ) AS added
       UNION ALL
       SELECT place FROM (
         SELECT change AS place FROM messages
         WHERE ${IN_LOG} AND change > $3 AND change <> seq ORDER BY change LIMIT $4
       ) AS changed
       UNION ALL
       SELECT place FROM (
         SELECT seq AS place FROM reports
         WHERE ${IN_LOG} AND seq > $3 ORDER BY seq LIMIT $4
       ) AS reported
     ) AS places ORDER BY place LIMIT 2 OFFSET $5`,
    log.key,
    log.generation,
    after,
    limit + 1,
    limit - 1,
  );
  const [last, next] = rows;
  return last && next ? last.place : undefined;
}
