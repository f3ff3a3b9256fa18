import type { Conversation } from '../store/conversations.ts';

/** The station that makes a change: a caller. */
export interface Maker {
  readonly workspace: { readonly id: string };
  readonly user: string;
  readonly station: string;
}

/** A conversation as it was just before a change: what comes after this place is new. */
export type Before = Pick<Conversation, 'key' | 'id' | 'generation' | 'head'>;

/**
 * Is told what changed, once it is durable, and tells those concerned, apart from the station that made the change.
 * Operations do it through `changing`. Source: docs/spec/wire.md part 2, Notification.
 */
export interface Changes {
  /** Messages or reports of a conversation were added or changed, or it was cleared. */
  conversation(by: Maker, before: Before): void;
  /** The list of conversations looks different to these users: by create, membership, or their own settings. */
  list(by: Maker, users: readonly string[]): void;
  /** What `viewer` sees of `friend` in the list of friends is different: by friendship or a block. */
  friend(by: Maker, viewer: string, friend: string): void;
  /** From now on, and not before, each is told of the other's availability. */
  befriended(by: Maker, friend: string): void;
  /** The maker is typing in a conversation. @param users whom to tell */
  typing(by: Maker, conversationid: string, users: readonly string[]): void;
}
