import type { AccountRecord } from '@parley/client';
import type { AccountView } from './account.ts';

export function accountViewOf(account: AccountRecord): AccountView {
  const { userid, email, fullname, nick, workspaceid, stationid } = account;
  return { userid, email, fullname, nick, workspaceid, stationid };
}
