import type { CallName } from '@parley/protocol/wire';
import { sayAvailable, sayAway, sayBusy, sayOffline } from './operations/availability/availability.ts';
import { blockUser, listBlocked, unblockUser } from './operations/blocklist/blocklist.ts';
import { addMessage } from './operations/conversation/add.ts';
import { clearConversation } from './operations/conversation/clear.ts';
import { createConversation } from './operations/conversation/create.ts';
import { downloadConversation } from './operations/conversation/download.ts';
import { downloadPartially } from './operations/conversation/downloadpartial.ts';
import { importMessages } from './operations/conversation/import.ts';
import { listConversations } from './operations/conversation/list.ts';
import { removeMessages } from './operations/conversation/remove.ts';
import { listSecrets } from './operations/conversation/secrets.ts';
import {
  colorConversation,
  favoriteConversation,
  hideConversation,
  muteConversation,
  unfavoriteConversation,
  unhideConversation,
  unmuteConversation,
} from './operations/conversation/settings.ts';
import { addParticipants } from './operations/conversationgroup/addparticipants.ts';
import { leaveGroup } from './operations/conversationgroup/leave.ts';
import { newEpoch } from './operations/conversationgroup/newepoch.ts';
import { removeParticipants } from './operations/conversationgroup/removeparticipants.ts';
import { renameGroup } from './operations/conversationgroup/rename.ts';
import { setRole } from './operations/conversationgroup/setrole.ts';
import { addFriend } from './operations/friends/add.ts';
import { keysOfPeople } from './operations/friends/keys.ts';
import { listFriends } from './operations/friends/list.ts';
import { removeFriend } from './operations/friends/remove.ts';
import { searchPeople } from './operations/friends/search.ts';
import { changePassword } from './operations/login/changepassword.ts';
import { hello } from './operations/login/hello.ts';
import { keyring } from './operations/login/keyring.ts';
import { login } from './operations/login/login.ts';
import { logout } from './operations/login/logout.ts';
import { profile } from './operations/login/profile.ts';
import { recover } from './operations/login/recover.ts';
import { register } from './operations/login/register.ts';
import { removestation } from './operations/login/removestation.ts';
import type { LoginCaller } from './operations/login/services.ts';
import { stations } from './operations/login/stations.ts';
import { downloadNotifications } from './operations/notification/download.ts';
import type { NotificationCaller } from './operations/notification/notices.ts';
import type { Operation } from './operations/operation.ts';
import { reportDelivered, reportViewed } from './operations/reports/reports.ts';
import { registerWorkspace } from './operations/workspace/workspaceregister.ts';
import type { ServerServices } from './services.ts';

/** What the lifecycle knows of who calls. */
export interface ServerCaller extends LoginCaller, NotificationCaller {}

/** The operation of every call; one that has none here does not compile. */
export const routes: { readonly [Name in CallName]: Operation<Name, ServerServices, ServerCaller> } = {
  'login/hello': hello,
  'login/register': register,
  'login/login': login,
  'login/recover': recover,
  'login/changepassword': changePassword,
  'login/logout': logout,
  'login/stations': stations,
  'login/removestation': removestation,
  'login/keyring': keyring,
  'login/profile': profile,
  'availability/useravailable': sayAvailable,
  'availability/useraway': sayAway,
  'availability/userbusy': sayBusy,
  'availability/useroffline': sayOffline,
  'friends/list': listFriends,
  'friends/search': searchPeople,
  'friends/keys': keysOfPeople,
  'friends/add': addFriend,
  'friends/remove': removeFriend,
  'reports/delivered': reportDelivered,
  'reports/viewed': reportViewed,
  'notification/download': downloadNotifications,
  'conversation/list': listConversations,
  'conversation/create': createConversation,
  'conversation/secrets': listSecrets,
  'conversation/download': downloadConversation,
  'conversation/downloadpartial': downloadPartially,
  'conversation/add': addMessage,
  'conversation/import': importMessages,
  'conversation/remove': removeMessages,
  'conversation/clear': clearConversation,
  'conversation/favorite': favoriteConversation,
  'conversation/unfavorite': unfavoriteConversation,
  'conversation/setlistitembackgroundcolor': colorConversation,
  'conversation/mute': muteConversation,
  'conversation/unmute': unmuteConversation,
  'conversation/hide': hideConversation,
  'conversation/unhide': unhideConversation,
  'blocklist/blocklist': listBlocked,
  'blocklist/block': blockUser,
  'blocklist/unblock': unblockUser,
  'conversationgroup/rename': renameGroup,
  'conversationgroup/addparticipants': addParticipants,
  'conversationgroup/removeparticipants': removeParticipants,
  'conversationgroup/leave': leaveGroup,
  'conversationgroup/setrole': setRole,
  'conversationgroup/newepoch': newEpoch,
  'workspace/workspaceregister': registerWorkspace,
};
