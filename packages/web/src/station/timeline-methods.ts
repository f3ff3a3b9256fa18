import type { Conversation, Timeline, TimelinePage } from '@parley/client';
import type { Desk } from './desk.ts';
import { cancelled } from './follow.ts';
import type { TimelineApi, TimelineItem, TimelinePlace } from './timeline.ts';

export function timelineMethods(desk: Desk): TimelineApi {
  const find = (id: string): Promise<Conversation> => desk.board.conversation(id);
  /** Does something, and shows in the list what came of it. */
  const change = async (id: string, work: (conversation: Conversation) => Promise<unknown>) => {
    const conversation = await find(id);
    await work(conversation);
    desk.board.show(conversation);
  };
  return {
    timelinePage: async ({ conversationId, place, limit }) =>
      pageAt((await find(conversationId)).timeline(), place, limit),
    timelineNews: async ({ conversationId }, { emit, signal }) => {
      const timeline = (await find(conversationId)).timeline();
      const itemsOf = (ids: readonly string[]) => ids.map((id) => timeline.item(id)).filter(isItem);
      const stop = timeline.subscribe(({ added, changed, ...change }) =>
        emit({ ...change, added: itemsOf(added), changed: itemsOf(changed) }),
      );
      await cancelled(signal);
      stop();
    },
    timelineOpening: ({ conversationId, messageId, limit }) =>
      desk.parley.first(async () => {
        const timeline = (await find(conversationId)).timeline();
        const firstUnread = await timeline.firstUnread();
        const id = messageId ?? firstUnread;
        const page = await pageAt(
          timeline,
          id === undefined ? { kind: 'newest' } : { kind: 'around', id },
          limit,
        );
        // What was asked for is not here: then the newest is.
        return { firstUnread, page: page.items.length > 0 ? page : await timeline.newest(limit) };
      }),
    post: ({ conversationId, id, text, replyTo }) =>
      change(conversationId, (conversation) => conversation.post(text, { id, replyTo })),
    editMessage: ({ conversationId, id, text }) =>
      change(conversationId, (conversation) => conversation.edit(id, text)),
    react: ({ conversationId, id, emoji, remove }) =>
      change(conversationId, (conversation) => conversation.react(id, emoji, { remove })),
    deleteMessage: ({ conversationId, id }) =>
      change(conversationId, (conversation) => conversation.delete(id)),
    retryMessage: ({ conversationId, id }) =>
      change(conversationId, (conversation) => conversation.retry(id)),
    discardMessage: ({ conversationId, id }) =>
      change(conversationId, (conversation) => conversation.discard(id)),
    markViewed: ({ conversationId, id }) =>
      change(conversationId, (conversation) => conversation.markViewed(id)),
    typing: async ({ conversationId }) => desk.board.live.typing(conversationId),
  };
}

function pageAt(timeline: Timeline, place: TimelinePlace, limit: number): Promise<TimelinePage> {
  return 'id' in place ? timeline[place.kind](place.id, limit) : timeline[place.kind](limit);
}

function isItem(item: TimelineItem | undefined): item is TimelineItem {
  return item !== undefined;
}
