import type { Presence } from '../../presence.ts';
import type { Services } from '../operation.ts';

/** What the calls about people use besides. */
export interface FriendServices extends Services {
  readonly presence: Presence;
}
