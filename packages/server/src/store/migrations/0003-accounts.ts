import type { Migration } from './migration.ts';

/**
 * Who registered a workspace, as user id of the first one (empty for the first one itself); what a user's stations
 * share, sealed by them; and the index by which a recovery code finds its user, as an apikey does.
 */
export const accounts: Migration = {
  name: '0003-accounts',
  sql: ({ clustered }) => [
    "ALTER TABLE workspaces ADD COLUMN registeredby TEXT NOT NULL DEFAULT ''",
    `CREATE TABLE keyrings (
      workspace TEXT NOT NULL,
      userid TEXT NOT NULL,
      counter BIGINT NOT NULL,
      box TEXT NOT NULL,
      PRIMARY KEY (workspace, userid)
    ) ${clustered}`,
    'CREATE UNIQUE INDEX users_by_recovery ON users (workspace, recoveryauthhash)',
  ],
};
