import type { Writer } from './engine.ts';

/**
 * What SQLite's planner takes for granted: for each index the rows of its table, and how many of them share its
 * first column, its first two, and so on.
 *
 * Left to itself it supposes ten messages to a conversation, and reads all of them rather than look up a hundred
 * by their ids. Fixed numbers of a busy server give every database the same good plans, whatever it holds.
 */
const STATISTICS: readonly [table: string, index: string, numbers: string][] = [
  ['messages', 'messages', '1000000 10000 5000 1'],
  ['messages', 'messages_by_id', '1000000 10000 5000 1'],
  ['messages', 'messages_changed', '10000 1000 500 1'],
  ['reports', 'reports', '4000000 40000 20000 1'],
  ['reports', 'reports_by_id', '4000000 40000 20000 1'],
  ['reports', 'reports_by_message', '4000000 40000 20000 4 2 2 1'],
  ['participants', 'participants', '10000 10 1'],
  ['participants', 'participants_by_user', '10000 1000 10 1'],
  ['conversations', 'sqlite_autoindex_conversations_1', '1000 500 1'],
];

/** Sets what the planner goes by; connections that are opened afterwards know it too. */
export async function setStatistics(writer: Writer): Promise<void> {
  // Analysing the smallest table makes the table of statistics, if it is not there.
  await writer.run('ANALYZE migrations');
  await writer.run('DELETE FROM sqlite_stat1');
  for (const [table, index, numbers] of STATISTICS) {
    await writer.run('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($1, $2, $3)', table, index, numbers);
  }
  await writer.run('ANALYZE sqlite_schema');
}
