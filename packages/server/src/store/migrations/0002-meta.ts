import type { Migration } from './migration.ts';

/** Facts about the database as a whole, such as which server key its secrets rest under. */
export const meta: Migration = {
  name: '0002-meta',
  sql: () => ['CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)'],
};
