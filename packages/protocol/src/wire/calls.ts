import * as availability from './availability/availability.ts';
import * as blocklist from './blocklist/blocklist.ts';
import type { Call, RequestBody, ResponseBody } from './call.ts';
import { add } from './conversation/add.ts';
import { clear } from './conversation/clear.ts';
import { create } from './conversation/create.ts';
import { download } from './conversation/download.ts';
import { downloadpartial } from './conversation/downloadpartial.ts';
import { importMessages } from './conversation/import.ts';
import { list as listConversations } from './conversation/list.ts';
import { remove as removeMessages } from './conversation/remove.ts';
import { secrets } from './conversation/secrets.ts';
import * as settings from './conversation/settings.ts';
import * as membership from './conversationgroup/membership.ts';
import { add as addFriend } from './friends/add.ts';
import { keys } from './friends/keys.ts';
import { list as listFriends } from './friends/list.ts';
import { remove as removeFriend } from './friends/remove.ts';
import { search } from './friends/search.ts';
import { changepassword } from './login/changepassword.ts';
import { hello } from './login/hello.ts';
import { keyring } from './login/keyring.ts';
import { login } from './login/login.ts';
import { logout } from './login/logout.ts';
import { profile } from './login/profile.ts';
import { recover } from './login/recover.ts';
import { register } from './login/register.ts';
import { removestation } from './login/removestation.ts';
import { stations } from './login/stations.ts';
import { download as downloadNotifications } from './notification/download.ts';
import * as reports from './reports/reports.ts';
import { workspaceregister } from './workspace/workspaceregister.ts';

/**
 * Every call, once, under the name that it has in every layer: the service without "chat", a slash, the action.
 * `chatfileserver` has no call yet: its bodies are not part of docs/spec/wire.md.
 */
export const calls = {
  'login/hello': hello,
  'login/register': register,
  'login/login': login,
  'login/recover': recover,
  'login/changepassword': changepassword,
  'login/logout': logout,
  'login/stations': stations,
  'login/removestation': removestation,
  'login/keyring': keyring,
  'login/profile': profile,
  'availability/useravailable': availability.useravailable,
  'availability/useraway': availability.useraway,
  'availability/userbusy': availability.userbusy,
  'availability/useroffline': availability.useroffline,
  'friends/list': listFriends,
  'friends/search': search,
  'friends/keys': keys,
  'friends/add': addFriend,
  'friends/remove': removeFriend,
  'reports/delivered': reports.delivered,
  'reports/viewed': reports.viewed,
  'notification/download': downloadNotifications,
  'conversation/list': listConversations,
  'conversation/create': create,
  'conversation/secrets': secrets,
  'conversation/download': download,
  'conversation/downloadpartial': downloadpartial,
  'conversation/add': add,
  'conversation/import': importMessages,
  'conversation/remove': removeMessages,
  'conversation/clear': clear,
  'conversation/favorite': settings.favorite,
  'conversation/unfavorite': settings.unfavorite,
  'conversation/setlistitembackgroundcolor': settings.setlistitembackgroundcolor,
  'conversation/mute': settings.mute,
  'conversation/unmute': settings.unmute,
  'conversation/hide': settings.hide,
  'conversation/unhide': settings.unhide,
  'blocklist/blocklist': blocklist.blocklist,
  'blocklist/block': blocklist.block,
  'blocklist/unblock': blocklist.unblock,
  'conversationgroup/rename': membership.rename,
  'conversationgroup/addparticipants': membership.addparticipants,
  'conversationgroup/removeparticipants': membership.removeparticipants,
  'conversationgroup/leave': membership.leave,
  'conversationgroup/setrole': membership.setrole,
  'conversationgroup/newepoch': membership.newepoch,
  'workspace/workspaceregister': workspaceregister,
} as const satisfies Record<string, Call>;

export type CallName = keyof typeof calls;
/** The request body of the call of that name. */
export type RequestOf<Name extends CallName> = RequestBody<(typeof calls)[Name]>;
/** The OK answer of the call of that name. */
export type ResponseOf<Name extends CallName> = ResponseBody<(typeof calls)[Name]>;

/** The names of all calls, in the order of the catalogue. */
export const callNames = Object.keys(calls) as CallName[];
