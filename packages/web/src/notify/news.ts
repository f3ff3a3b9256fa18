import type { ConversationView, Preview } from '../station/conversations.ts';

/** A message that somebody should be told of. */
export interface News {
  readonly conversation: ConversationView;
  readonly preview: Preview;
}

/** Where the user looks, as this page knows it. */
export interface Looking {
  /** The conversation that this page has before the user's eyes. */
  readonly opened: string | undefined;
  /** Since when, in milliseconds since the Unix epoch: what is older came with a conversation that was fetched late. */
  readonly since: number;
}

/**
 * What came between two states of the list that the user is to be told of: messages of others, in conversations that
 * are not muted, that the user is not looking at in any tab.
 */
export function newsOf(
  before: readonly ConversationView[],
  after: readonly ConversationView[],
  { opened, since }: Looking,
): readonly News[] {
  const known = new Map(before.map((conversation) => [conversation.id, conversation]));
  return after.flatMap((conversation) => {
    const { id, preview, unread, isMuted, isLookedAt } = conversation;
    const earlier = known.get(id);
    if (!preview || preview.own || isMuted || unread === 0 || isLookedAt || opened === id) return [];
    if (!earlier?.preview && preview.at < since) return [];
    const isNew = preview.id !== earlier?.preview?.id && unread > (earlier?.unread ?? 0);
    return isNew ? [{ conversation, preview }] : [];
  });
}

/** How many messages wait to be read, in conversations that are not muted. */
export function unreadIn(conversations: readonly ConversationView[]): number {
  return conversations.reduce((sum, { isMuted, unread }) => sum + (isMuted ? 0 : unread), 0);
}
