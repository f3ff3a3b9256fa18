import type { Conversation } from '@parley/client';
import type { ConversationSetting, ConversationsApi } from './conversations.ts';
import type { Desk } from './desk.ts';
import { follow } from './follow.ts';

export function conversationsMethods(desk: Desk): ConversationsApi {
  return {
    conversations: (_, context) => follow(desk.board.views, context),
    connection: (_, context) => follow(desk.board.connection, context),
    reconnect: async () => desk.board.live.wake(),
    setConversation: async ({ id, setting }) => {
      const conversation = await desk.board.conversation(id);
      await apply(conversation, setting);
      desk.board.show(conversation);
    },
    clearConversation: async ({ id }) => {
      const conversation = await desk.board.conversation(id);
      await conversation.clear();
      desk.board.show(conversation);
    },
    directory: async ({ query }) => {
      const users = await desk.parley.people.search(query);
      const others = users.filter(({ friendid }) => friendid !== desk.parley.account.userid);
      return others.map(({ friendid: id, friendname: name }) => ({ id, name }));
    },
    openPair: async ({ userId }) => {
      const person = await desk.person(userId);
      const conversation = await desk.parley.conversationWith(person);
      desk.board.show(conversation);
      return conversation.id;
    },
    createGroup: async ({ name, userIds }) => {
      const members = await Promise.all(userIds.map((id) => desk.person(id)));
      const conversation = await desk.parley.createGroup(name, members);
      desk.board.show(conversation);
      return conversation.id;
    },
  };
}

function apply(conversation: Conversation, setting: ConversationSetting): Promise<void> {
  if ('favorite' in setting) return setting.favorite ? conversation.favorite() : conversation.unfavorite();
  if ('muted' in setting) return setting.muted ? conversation.mute() : conversation.unmute();
  if ('hidden' in setting) return setting.hidden ? conversation.hide() : conversation.unhide();
  return conversation.setColor(setting.color);
}
