import type { Log } from './conversations.ts';
import type { Reader } from './engine/engine.ts';

/**
 * How far `limit` messages and reports reach after a number: the place of the last of them, and whether something
 * follows. Undefined when no more than that follow in all. The cost is that of `limit` rows, or of those that were
 * new and have changed since, not of the conversation.
 */
export async function reachOf(
  reader: Reader,
  log: Log,
  after: number,
  limit: number,
): Promise<number | undefined> {
  const rows = await reader.all<{ place: number }>(
    `SELECT place FROM (
       SELECT place FROM (
         SELECT seq AS place FROM messages
         WHERE conversation = $1 AND generation = $2 AND seq > $3 AND change = seq ORDER BY seq LIMIT $4
       ) AS added
       UNION ALL
       SELECT place FROM (
         SELECT change AS place FROM messages
         WHERE conversation = $1 AND generation = $2 AND change > $3 AND change <> seq ORDER BY change LIMIT $4
       ) AS changed
       UNION ALL
       SELECT place FROM (
         SELECT seq AS place FROM reports
         WHERE conversation = $1 AND generation = $2 AND seq > $3 ORDER BY seq LIMIT $4
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
