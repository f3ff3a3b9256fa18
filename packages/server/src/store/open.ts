import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from './engine/engine.ts';
import { SqliteEngine } from './engine/sqlite.ts';
import { setStatistics } from './engine/statistics.ts';
import { eraseCleared } from './erasure.ts';
import { lockFile } from './lock.ts';
import { migrate } from './migrate.ts';
import type { Dialect } from './migrations/migration.ts';

const SQLITE: Dialect = { serial: 'INTEGER PRIMARY KEY', clustered: 'WITHOUT ROWID' };

/**
 * Opens the store in a folder: `parley.db` and what SQLite keeps beside it, readable by the owner alone.
 * What is missing is made. The folder belongs to this process until the store is closed.
 * @throws Error when another process has the folder, or a newer version has written the database
 */
export async function openStore(folder: string): Promise<Engine> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFile(ownFile(join(folder, 'parley.lock')));
  if (!unlock) {
    throw new Error(
      `Another Parley server is using the folder ${folder}: stop it, or give this one a folder of its own.`,
    );
  }
  let engine: Engine | undefined;
  try {
    engine = new SqliteEngine(ownFile(join(folder, 'parley.db')));
    await migrate(engine, SQLITE);
    await engine.write(setStatistics);
    // What was cleared just before the last stop may not be erased yet; nothing waits for that.
    eraseCleared(engine).catch(() => {});
    return closing(engine, unlock);
  } catch (failure) {
    await engine?.close();
    unlock();
    throw failure;
  }
}

/**
 * Makes the file unless it is there: SQLite gives the files that it adds the same mode. One that is there is not
 * opened, because closing it would end every lock that this process has on it.
 */
function ownFile(path: string): string {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  return path;
}

function closing(engine: Engine, afterwards: () => void): Engine {
  return {
    read: (work) => engine.read(work),
    write: (work) => engine.write(work),
    close: async () => {
      await engine.close();
      afterwards();
    },
  };
}
