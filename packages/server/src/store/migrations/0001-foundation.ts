import type { Migration } from './migration.ts';

/*
 * The tables of messages and reports, which grow, are keyed by the conversation first, so that a page lies together
 * on disk and a conversation can move to another machine. `seq` is the number under which a conversation accepted a
 * message or report: it carries the order and every cursor. `change` is the number of a message's latest change,
 * drawn from the same counter (`conversations.head`), and equals `seq` until it is removed.
 *
 * `generation` counts how often a conversation was cleared. Rows of an earlier one are out of sight at once and are
 * erased afterwards in small steps (`conversations.erased` says up to where), so that clearing a conversation of
 * a million messages holds nobody up. `largest` bounds the length of any `data` of the current generation: with it
 * a reader knows beforehand how many messages fit in memory.
 *
 * A date in messages or reports never goes back as `seq` goes on, so that a search by halves finds one, and an add
 * is spared an index: one more page to be written for each.
 *
 * Dates are text as on the wire (`yyyy-MM-dd HH:mm:ss`, UTC), whose order is that of time; moments that only the
 * server uses are milliseconds since the Unix epoch. Flags are 0 or 1.
 */
export const foundation: Migration = {
  name: '0001-foundation',
  sql: ({ serial, clustered }) => [
    `CREATE TABLE workspaces (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      registration TEXT NOT NULL,
      friendship TEXT NOT NULL,
      created BIGINT NOT NULL
    )`,
    `CREATE TABLE users (
      workspace TEXT NOT NULL,
      id TEXT NOT NULL,
      fullname TEXT NOT NULL,
      nick TEXT NOT NULL,
      searchname TEXT NOT NULL,
      role TEXT NOT NULL,
      active INTEGER NOT NULL,
      apikeyhash TEXT NOT NULL,
      publickey TEXT NOT NULL,
      signpublickey TEXT NOT NULL,
      identitysignature TEXT NOT NULL,
      rsakey TEXT NOT NULL,
      rsakeymac TEXT NOT NULL,
      signkey TEXT NOT NULL,
      recoveryauthhash TEXT NOT NULL,
      recoverybox TEXT NOT NULL,
      created BIGINT NOT NULL,
      PRIMARY KEY (workspace, id)
    )`,
    'CREATE UNIQUE INDEX users_by_apikey ON users (workspace, apikeyhash)',
    `CREATE TABLE sessions (
      workspace TEXT NOT NULL,
      userid TEXT NOT NULL,
      station TEXT NOT NULL,
      id TEXT NOT NULL,
      sealedkey TEXT NOT NULL,
      confirmed INTEGER NOT NULL,
      stationname TEXT NOT NULL,
      created BIGINT NOT NULL,
      lastused BIGINT NOT NULL,
      PRIMARY KEY (workspace, userid, station, id)
    )`,
    'CREATE INDEX sessions_by_use ON sessions (lastused)',
    `CREATE TABLE friends (
      workspace TEXT NOT NULL,
      userid TEXT NOT NULL,
      friendid TEXT NOT NULL,
      state TEXT NOT NULL,
      PRIMARY KEY (workspace, userid, friendid)
    )`,
    `CREATE TABLE blocks (
      workspace TEXT NOT NULL,
      userid TEXT NOT NULL,
      blockedid TEXT NOT NULL,
      PRIMARY KEY (workspace, userid, blockedid)
    )`,
    `CREATE TABLE conversations (
      key ${serial},
      workspace TEXT NOT NULL,
      id TEXT NOT NULL,
      isgroup INTEGER NOT NULL,
      creator TEXT NOT NULL,
      created BIGINT NOT NULL,
      instance TEXT NOT NULL,
      generation BIGINT NOT NULL,
      erased BIGINT NOT NULL,
      head BIGINT NOT NULL,
      largest BIGINT NOT NULL,
      lastmessageid TEXT NOT NULL,
      lastmessagedate TEXT NOT NULL,
      lastreportid TEXT NOT NULL,
      lastreportdate TEXT NOT NULL,
      lastaccess BIGINT NOT NULL,
      everwritten INTEGER NOT NULL,
      epoch BIGINT NOT NULL,
      epochdue INTEGER NOT NULL,
      displayname TEXT NOT NULL,
      UNIQUE (workspace, id)
    )`,
    'CREATE INDEX conversations_to_erase ON conversations (key) WHERE erased < generation',
    `CREATE TABLE participants (
      conversation BIGINT NOT NULL,
      userid TEXT NOT NULL,
      workspace TEXT NOT NULL,
      active INTEGER NOT NULL,
      role TEXT NOT NULL,
      ismuted INTEGER NOT NULL,
      isfavorite INTEGER NOT NULL,
      hideid TEXT NOT NULL,
      color TEXT NOT NULL,
      PRIMARY KEY (conversation, userid)
    ) ${clustered}`,
    'CREATE INDEX participants_by_user ON participants (workspace, userid, conversation)',
    `CREATE TABLE epochs (
      conversation BIGINT NOT NULL,
      epoch BIGINT NOT NULL,
      secretby TEXT NOT NULL,
      secretfor TEXT NOT NULL,
      secretsignature TEXT NOT NULL,
      PRIMARY KEY (conversation, epoch)
    )`,
    `CREATE TABLE secrets (
      conversation BIGINT NOT NULL,
      userid TEXT NOT NULL,
      epoch BIGINT NOT NULL,
      secret TEXT NOT NULL,
      sharedby TEXT NOT NULL,
      sharesignature TEXT NOT NULL,
      PRIMARY KEY (conversation, userid, epoch)
    )`,
    `CREATE TABLE messages (
      conversation BIGINT NOT NULL,
      generation BIGINT NOT NULL,
      seq BIGINT NOT NULL,
      change BIGINT NOT NULL,
      id TEXT NOT NULL,
      type TEXT NOT NULL,
      created TEXT NOT NULL,
      validuntil TEXT NOT NULL,
      sender TEXT NOT NULL,
      data TEXT NOT NULL,
      digest TEXT NOT NULL,
      PRIMARY KEY (conversation, generation, seq)
    ) ${clustered}`,
    'CREATE UNIQUE INDEX messages_by_id ON messages (conversation, generation, id)',
    'CREATE INDEX messages_changed ON messages (conversation, generation, change) WHERE change <> seq',
    `CREATE TABLE reports (
      conversation BIGINT NOT NULL,
      generation BIGINT NOT NULL,
      seq BIGINT NOT NULL,
      id TEXT NOT NULL,
      type TEXT NOT NULL,
      created TEXT NOT NULL,
      validuntil TEXT NOT NULL,
      userid TEXT NOT NULL,
      station TEXT NOT NULL,
      messageid TEXT NOT NULL,
      PRIMARY KEY (conversation, generation, seq)
    ) ${clustered}`,
    'CREATE UNIQUE INDEX reports_by_id ON reports (conversation, generation, id)',
    'CREATE UNIQUE INDEX reports_by_message ON reports (conversation, generation, messageid, userid, station, type)',
  ],
};
