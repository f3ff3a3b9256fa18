import type { Log } from './conversations.ts';
import type { Engine, Writer } from './engine/engine.ts';
import { IN_LOG } from './sql.ts';

/** How many messages, and how many reports, one step erases: it holds up other writes no longer than that. */
const STEP = 200;

/**
 * Erases the messages and reports of cleared generations, in small steps, each a write of its own. What an
 * interrupted run leaves is found by the next.
 */
export async function eraseCleared(engine: Engine): Promise<void> {
  while (await engine.write(eraseStep)) {}
}

/** @returns false when nothing was left */
async function eraseStep(writer: Writer): Promise<boolean> {
  const cleared = await writer.get<Log>(
    'SELECT key, erased AS generation FROM conversations WHERE erased < generation ORDER BY key LIMIT 1',
  );
  if (!cleared) return false;
  const messages = await eraseFrom(writer, 'messages', cleared);
  const reports = await eraseFrom(writer, 'reports', cleared);
  if (messages < STEP && reports < STEP) {
    await writer.run('UPDATE conversations SET erased = erased + 1 WHERE key = $1', cleared.key);
  }
  return true;
}

function eraseFrom(writer: Writer, table: 'messages' | 'reports', log: Log): Promise<number> {
  return writer.run(
    `DELETE FROM ${table} WHERE ${IN_LOG} AND seq IN
      (SELECT seq FROM ${table} WHERE ${IN_LOG} ORDER BY seq LIMIT ${STEP})`,
    log.key,
    log.generation,
  );
}
