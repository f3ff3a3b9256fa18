import { Database } from 'bun:sqlite';

/**
 * Takes a file for this process alone, until it is released or the process ends, however it ends.
 *
 * It is SQLite's own lock on an empty file: the system's lock of files, which a killed process cannot leave behind.
 * @returns what releases it; undefined when somebody else holds it
 */
export function lockFile(path: string): (() => void) | undefined {
  const database = new Database(path, { create: true });
  try {
    database.run('PRAGMA journal_mode = MEMORY');
    database.run('BEGIN EXCLUSIVE');
  } catch (failure) {
    database.close();
    if ((failure as { code?: string }).code === 'SQLITE_BUSY') return undefined;
    throw failure;
  }
  return () => database.close();
}
