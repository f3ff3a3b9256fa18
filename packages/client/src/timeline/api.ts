import type { Content } from '@parley/protocol/trust';
import type { TimelineItem } from './item.ts';

/** Some rows that follow one another, oldest first. */
export interface TimelinePage {
  readonly items: readonly TimelineItem[];
  /** Whether there are older ones before them, and newer ones behind them. */
  readonly older: boolean;
  readonly newer: boolean;
}

/** What changed in a timeline, by ids of rows. */
export interface TimelineChange {
  /** New at the newest end, in order. */
  readonly added: readonly string[];
  /** Shown anew: text, reactions, ticks, state, or a row that turned up between others. */
  readonly changed: readonly string[];
  /** Gone, such as a waiting message that was discarded or got another id. */
  readonly removed: readonly string[];
  /** Everything is another: the conversation was cleared, or opened anew. Read from the newest page on. */
  readonly reset: boolean;
  /** Somebody is called otherwise, and any row may name them: read again what is shown. */
  readonly renamed: boolean;
}

/** What a list of conversations shows of one. */
export interface Overview {
  /** How many texts and files of others came after the last one that the user viewed, imported ones not counted. */
  readonly unread: number;
  /** The newest text or file; undefined where there is none. */
  readonly preview: Preview | undefined;
  /** The newest message of any kind that this station holds; undefined before any. */
  readonly newest?: Newest | undefined;
}

/** What the server names a conversation's last message, and when it accepted it. */
export interface Newest {
  /** The message's id. */
  readonly id: string;
  /** Milliseconds since the Unix epoch; the server's word. */
  readonly at: number;
}

/** What the user has written on this station and the server does not have. */
export interface Unsent {
  /** As of a row: `failed` for good until it is retried or discarded. */
  readonly state: 'waiting' | 'failed';
  /** As the text of a preview. */
  readonly text: string;
}

export interface Preview {
  /** The message's id. */
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly senderId: string;
  readonly senderName: string;
  /** Whether that is what the sender is called: not whom an imported text is by, nor that it is not proven. */
  readonly isTheirName?: boolean;
  readonly own: boolean;
  /** How it begins, in its own lines, at most 200 characters; of a file its name. */
  readonly text: string;
}

/** A message that was found. */
export interface SearchHit {
  readonly conversationId: string;
  /** The message's id, for `Timeline.around`. */
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly senderId: string;
  readonly senderName: string;
  /** The whole text. */
  readonly body: string;
}

/**
 * A conversation as people see it, from what this station holds: rows come from the newest page backwards, so that
 * opening costs the same however long the conversation is. `Conversation.timeline()` gives it; nothing here asks the
 * server.
 */
export interface Timeline {
  /** The newest rows. @param limit how many at most */
  newest(limit?: number): Promise<TimelinePage>;
  /** The first rows of all. Reads everything that is held, once. */
  oldest(limit?: number): Promise<TimelinePage>;
  /** The rows before a row; empty when the row is not here. */
  before(id: string, limit?: number): Promise<TimelinePage>;
  /** The rows behind a row. */
  after(id: string, limit?: number): Promise<TimelinePage>;
  /** The rows around a message, wherever it stands: for a quote, a search hit, the first unread. */
  around(id: string, limit?: number): Promise<TimelinePage>;
  /** One row as it is now; undefined when it is not at hand. */
  item(id: string): TimelineItem | undefined;
  /** The id of the oldest message that counts as unread; undefined when there is none. */
  firstUnread(): Promise<string | undefined>;
  /**
   * Called whenever rows at hand change: after `sync`, `refreshTimeline`, and anything that is sent or waits.
   * @returns what ends it
   */
  subscribe(listener: (change: TimelineChange) => void): () => void;
}

/** What a text is sent with. */
export interface TextOptions {
  /** The message or messages that it answers. */
  readonly replyTo?: string | readonly string[] | undefined;
}

export interface PostOptions extends TextOptions {
  /**
   * The message's ID, a lowercase UUID, for who may have to post again without knowing whether it was heard: under one
   * ID a message is taken once. A new one when absent.
   */
  readonly id?: string | undefined;
}

/** What a conversation can be told to write. Each refuses, with a ClientError, what every reader would ignore. */
export interface Writing {
  /**
   * Queues a message durably and returns at once: it is a row of the timeline from now on, and goes out in its turn,
   * exactly once, as soon as there is a connection. @returns the row's id
   */
  post(text: string | Content, options?: PostOptions): Promise<{ readonly id: string }>;
  /** Sends what is queued. Whoever keeps the connection calls it when it is back. */
  flush(): Promise<void>;
  /** Tries a failed message again, or gives it up. @param id the row's */
  retry(id: string): Promise<void>;
  discard(id: string): Promise<void>;
  /** Gives an own text another body. @throws ClientError `unknown_message`, `not_author`, `not_changeable` */
  edit(messageId: string, body: string): Promise<void>;
  /** Reacts to a message, or takes it back. @throws ClientError `unknown_message`, `not_changeable` */
  react(messageId: string, emoji: string, options?: { readonly remove?: boolean }): Promise<void>;
  /**
   * Deletes an own message, with its edits: says so, signed, then has the server erase it. What an interruption leaves
   * undone is done by the next `sync`. @throws ClientError `unknown_message`, `not_author`, `not_changeable`
   */
  delete(messageId: string): Promise<void>;
  /** Reports every message up to this one as viewed; kept, when there is no connection, and reported later. */
  markViewed(upToId: string): Promise<void>;
}
