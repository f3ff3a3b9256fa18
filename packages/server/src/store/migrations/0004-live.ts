import type { Migration } from './migration.ts';

/** The indexes by which a change of availability finds who is to be told, and an unsigned poll its users. */
export const live: Migration = {
  name: '0004-live',
  sql: () => [
    'CREATE INDEX friends_by_friend ON friends (workspace, friendid)',
    'CREATE INDEX sessions_by_station ON sessions (workspace, station)',
  ],
};
