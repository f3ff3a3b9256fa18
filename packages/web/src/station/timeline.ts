import type {
  Mention,
  MessageItem,
  Receipt,
  SearchHit,
  TimelineItem,
  TimelinePage,
  TimelineQuote,
} from '@parley/client';
import type { Context } from '../rpc/methods.ts';

export type { Mention, MessageItem, Receipt, SearchHit, TimelineItem, TimelinePage, TimelineQuote };

/** Which rows are wanted. */
export type TimelinePlace =
  | { readonly kind: 'newest' | 'oldest' }
  | { readonly kind: 'before' | 'after' | 'around'; readonly id: string };

/** What a timeline is opened with. */
export interface TimelineOpening {
  readonly page: TimelinePage;
  /** The oldest message that counts as unread; undefined when there is none. */
  readonly firstUnread: string | undefined;
}

/** What changed in a timeline, with the rows as they are now. */
export interface TimelineNews {
  readonly added: readonly TimelineItem[];
  readonly changed: readonly TimelineItem[];
  readonly removed: readonly string[];
  /** Everything is another: read from the newest rows on. */
  readonly reset: boolean;
  /** Somebody is called otherwise: any row may name them. */
  readonly renamed: boolean;
}

interface InConversation {
  readonly conversationId: string;
}

interface OnMessage extends InConversation {
  readonly id: string;
}

export interface TimelineApi {
  timelinePage(
    input: InConversation & { readonly place: TimelinePlace; readonly limit: number },
  ): Promise<TimelinePage>;
  /** Emits what changes, until it is cancelled. */
  timelineNews(input: InConversation, context: Context<TimelineNews>): Promise<void>;
  /** The rows around where somebody goes on to read: a message, else the first unread, else the newest. */
  timelineOpening(
    input: InConversation & { readonly messageId?: string | undefined; readonly limit: number },
  ): Promise<TimelineOpening>;
  /** Queues a text under an ID: it is a row at once and goes out exactly once, also when it is asked again. */
  post(input: OnMessage & { readonly text: string; readonly replyTo?: string | undefined }): Promise<void>;
  editMessage(input: OnMessage & { readonly text: string }): Promise<void>;
  react(input: OnMessage & { readonly emoji: string; readonly remove: boolean }): Promise<void>;
  deleteMessage(input: OnMessage): Promise<void>;
  retryMessage(input: OnMessage): Promise<void>;
  discardMessage(input: OnMessage): Promise<void>;
  /** Everything up to this message was on the screen. */
  markViewed(input: OnMessage): Promise<void>;
  /** The user types: call it with every key. */
  typing(input: InConversation): Promise<void>;
}
