import type { Conversation, RequestOf } from '@parley/protocol/wire';
import { type Setting, setSetting } from '../../store/participants.ts';
import { changing } from '../changing.ts';
import type { Caller, Operation, Services } from '../operation.ts';
import { conversationToChange } from './access.ts';
import { viewOf } from './view.ts';

/** The caller's own settings of a conversation. Source: docs/spec/wire.md part 1, facts. */
export const favoriteConversation: Operation<'conversation/favorite'> = (services, caller, body) =>
  set(services, caller, body, 'isfavorite', 1);
export const unfavoriteConversation: Operation<'conversation/unfavorite'> = (services, caller, body) =>
  set(services, caller, body, 'isfavorite', 0);
export const muteConversation: Operation<'conversation/mute'> = (services, caller, body) =>
  set(services, caller, body, 'ismuted', 1);
export const unmuteConversation: Operation<'conversation/unmute'> = (services, caller, body) =>
  set(services, caller, body, 'ismuted', 0);
export const hideConversation: Operation<'conversation/hide'> = (services, caller, body) =>
  set(services, caller, body, 'hideid', body.hideid);
export const unhideConversation: Operation<'conversation/unhide'> = (services, caller, body) =>
  set(services, caller, body, 'hideid', '');
export const colorConversation: Operation<'conversation/setlistitembackgroundcolor'> = (
  services,
  caller,
  body,
) => set(services, caller, body, 'color', body.color);

function set(
  services: Services,
  caller: Caller,
  { conversationid }: Pick<RequestOf<'conversation/mute'>, 'conversationid'>,
  setting: Setting,
  value: number | string,
): Promise<{ conversation: Conversation }> {
  return changing(services, async (writer, tell) => {
    const { key } = await conversationToChange(writer, caller, { conversationid });
    await setSetting(writer, key, caller.user, setting, value);
    tell((changes) => changes.list(caller, [caller.user]));
    return { conversation: await viewOf(writer, caller, conversationid) };
  });
}
