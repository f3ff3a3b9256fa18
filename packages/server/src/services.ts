import type { FriendServices } from './operations/friends/services.ts';
import type { LoginServices } from './operations/login/services.ts';
import type { NotificationServices } from './operations/notification/notices.ts';

/** Everything that the operations of this server use, made once at its start. */
export interface ServerServices extends LoginServices, FriendServices, NotificationServices {}
