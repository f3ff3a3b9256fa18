import { foundation } from './0001-foundation.ts';
import { meta } from './0002-meta.ts';
import { accounts } from './0003-accounts.ts';
import { live } from './0004-live.ts';
import { messageText } from './0005-message-text.ts';
import { replays } from './0006-replays.ts';
import type { Migration } from './migration.ts';

/** Every step of the database's shape, in the order in which they are applied. */
export const migrations: readonly Migration[] = [foundation, meta, accounts, live, messageText, replays];
