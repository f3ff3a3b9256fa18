import { ClientError, type Conversation, type Parley, type Person, shownName } from '@parley/client';
import type { ConversationSetting, ConversationsApi, DirectoryEntry } from './conversations.ts';
import type { Desk } from './desk.ts';
import { cancelled, follow } from './follow.ts';

type Found = Awaited<ReturnType<Parley['people']['search']>>[number];

/** A whole e-mail address, as far as it differs from a part of a name. */
const ADDRESS = /^\S+@\S+$/;

export function conversationsMethods(desk: Desk): ConversationsApi {
  /** Whom the directory showed: their keys come with it, and are pinned for those who are chosen. */
  const found = new Map<string, Found>();

  async function chosen(id: string): Promise<Person> {
    const entry = found.get(id);
    if (entry && !desk.parley.people.get(id)) await desk.parley.people.meet([entry]);
    return desk.person(id);
  }

  return {
    conversations: async (_, context) => {
      const { begun, views } = desk.board;
      await begun;
      await follow(views, context);
    },
    lookAt: async ({ id }, { signal }) => {
      const stop = desk.board.look(id);
      await cancelled(signal);
      stop();
    },
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
      const { people, account } = desk.parley;
      if (ADDRESS.test(query)) return byAddress(desk.parley, query);
      const users = await people.search(query);
      const others = users.filter(({ friendid }) => friendid !== account.userid);
      for (const user of others) found.set(user.friendid, user);
      return others.map(({ friendid: id, friendname }) => ({ id, name: shownName(friendname) }));
    },
    openPair: async ({ userId }) => {
      const conversation = await desk.parley.conversationWith(await chosen(userId));
      desk.board.show(conversation);
      return conversation.id;
    },
    createGroup: async ({ name, userIds }) => {
      const members = await Promise.all(userIds.map(chosen));
      const conversation = await desk.parley.createGroup(name, members);
      desk.board.show(conversation);
      return conversation.id;
    },
  };
}

/** Whoever the server names for an address must have the id computed from it. */
async function byAddress({ people, account }: Parley, address: string): Promise<DirectoryEntry[]> {
  try {
    const { id, name } = await people.findByEmail(address);
    return id === account.userid ? [] : [{ id, name: shownName(name) }];
  } catch (error) {
    if (error instanceof ClientError && error.code === 'unknown_person') return [];
    throw error;
  }
}

function apply(conversation: Conversation, setting: ConversationSetting): Promise<void> {
  if ('favorite' in setting) return setting.favorite ? conversation.favorite() : conversation.unfavorite();
  if ('muted' in setting) return setting.muted ? conversation.mute() : conversation.unmute();
  if ('hidden' in setting) return setting.hidden ? conversation.hide() : conversation.unhide();
  return conversation.setColor(setting.color);
}
