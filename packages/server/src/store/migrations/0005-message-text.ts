import type { Migration } from './migration.ts';

/**
 * A message rests as the JSON text that every answer gives of it: to put it together at each reading costs more than
 * reading it. It takes the place of its `data`; what queries look at stays in columns of its own.
 */
export const messageText: Migration = {
  name: '0005-message-text',
  sql: () => [
    "ALTER TABLE messages ADD COLUMN json TEXT NOT NULL DEFAULT ''",
    `UPDATE messages SET json = '{"ID":"' || id || '","Type":"' || type || '","Created":"' || created ||
      '","ValidUntil":"' || validuntil || '","Data":"' || data || '"}'`,
    'ALTER TABLE messages DROP COLUMN data',
  ],
};
