import type { LoginAnswer } from '@parley/protocol/wire';
import type { KeyedHashes } from '../../secrets/server-key.ts';
import type { Sessions } from '../../sessions/sessions.ts';
import type { Workspaces } from '../../workspaces.ts';
import type { Caller, Services } from '../operation.ts';

/** What the calls about sessions and accounts use besides. */
export interface LoginServices extends Services {
  readonly sessions: Sessions;
  readonly hashes: KeyedHashes;
  readonly workspaces: Workspaces;
}

/** Who calls, and how the server is reached from there. */
export interface LoginCaller extends Caller {
  /** Where this caller reaches the server's calls: a URL without query. */
  readonly address: string;
  readonly listeners: LoginAnswer['listeners'];
}
