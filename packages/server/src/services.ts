import type { FriendServices } from './operations/friends/services.ts';
import type { LoginServices } from './operations/login/services.ts';

/** Everything that the operations of this server use, made once at its start. */
export interface ServerServices extends LoginServices, FriendServices {}
