import type { Migration } from './migration.ts';

/** Signatures of calls that are executed once and could still pass after a restart, and until when, in Unix seconds. */
export const replays: Migration = {
  name: '0006-replays',
  sql: ({ clustered }) => [
    `CREATE TABLE replays (
      signature TEXT NOT NULL PRIMARY KEY,
      expires BIGINT NOT NULL
    ) ${clustered}`,
    'CREATE INDEX replays_by_expiry ON replays (expires)',
  ],
};
