import type { Engine } from './engine/engine.ts';
import { migrations } from './migrations/index.ts';
import type { Dialect, Migration } from './migrations/migration.ts';

/**
 * Gives a database the shape that this version needs; every step is applied once, and each whole or not at all.
 * @throws Error when a newer version has given the database a shape that this one does not know
 */
export async function migrate(
  engine: Engine,
  dialect: Dialect,
  known: readonly Migration[] = migrations,
): Promise<void> {
  const rows = await engine.write(async (writer) => {
    await writer.run('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY)');
    return writer.all<{ name: string }>('SELECT name FROM migrations');
  });
  const applied = new Set(rows.map(({ name }) => name));
  const unknown = [...applied].filter((name) => !known.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `The database was changed by a newer version of Parley (${unknown.join(', ')}): start that version, or restore the backup made before the upgrade.`,
    );
  }
  for (const { name, sql } of known) {
    if (applied.has(name)) continue;
    await engine.write(async (writer) => {
      for (const statement of sql(dialect)) await writer.run(statement);
      await writer.run('INSERT INTO migrations (name) VALUES ($1)', name);
    });
  }
}
