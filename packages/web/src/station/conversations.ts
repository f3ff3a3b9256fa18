import type { Availability, LiveState, Preview, Unsent } from '@parley/client';
import type { CallFailure } from '../rpc/failure.ts';
import type { Context } from '../rpc/methods.ts';
import type { RefusalView } from './refusal.ts';

export type { Availability, LiveState, Preview, Unsent };

/** A conversation as the list shows it. */
export interface ConversationView {
  readonly id: string;
  readonly isGroup: boolean;
  readonly name: string;
  /** Why the name that the server gives is not shown; undefined when it is. */
  readonly nameRefusal?: RefusalView | undefined;
  /** Why the secret that the server names as the newest is not used; undefined when it is. */
  readonly secretRefusal?: RefusalView | undefined;
  /** Of two people: the other one's user id. */
  readonly otherId?: string | undefined;
  readonly isFavorite: boolean;
  readonly isMuted: boolean;
  readonly isHidden: boolean;
  /** `#rrggbb`, or empty. */
  readonly color: string;
  /** When something was last written, of whatever kind, by the server's word; milliseconds since the Unix epoch. */
  readonly at: number;
  /** How many messages of others are not viewed yet. */
  readonly unread: number;
  readonly preview?: Preview | undefined;
  /** How a text begins that was begun and not sent, in one line; while somebody looks at the conversation, told anew only when it is gone. */
  readonly draft?: string | undefined;
  /** What waits to be sent, or could not be. */
  readonly unsent?: Unsent | undefined;
  /** Whether nothing stands in it that anybody said: without a preview alone, it may just not be fetched. */
  readonly isEmpty: boolean;
  /** Of two people: how the other one is seen. */
  readonly availability?: Availability | undefined;
  /** Of two people: whether the user has compared the safety number with the other one. */
  readonly isVerified?: boolean;
  /** Of two people: whether the user has blocked the other one. */
  readonly isBlocked?: boolean;
  /** Those who can read it and whose keys are not used now: they changed, are not valid, or not given. */
  readonly refused: readonly RefusedPerson[];
  /** Whether it is before the user's eyes, in whichever tab. */
  readonly isLookedAt: boolean;
  /** Names of those who are typing. */
  readonly typing: readonly string[];
  /** Whether the user made it: then history can be imported. */
  readonly isOwn: boolean;
}

/** How it stands with the server. */
export interface ConnectionView {
  readonly state: LiveState;
  /** Why it is offline or ended, where there is a reason. */
  readonly reason?: string | undefined;
  /** What goes on failing though there is a connection; it is tried again by itself. */
  readonly problem?: ProblemView | undefined;
}

/** Something that could not be fetched, or was refused. */
export interface ProblemView extends CallFailure {
  /** The conversation that it is about; undefined when it is about none. */
  readonly conversationId?: string | undefined;
}

/** A setting of a conversation that is the user's own. */
export type ConversationSetting =
  | { readonly favorite: boolean }
  | { readonly muted: boolean }
  | { readonly hidden: boolean }
  /** `#rrggbb`, or white for none. */
  | { readonly color: string };

/** Somebody of the workspace's directory. */
export interface DirectoryEntry {
  readonly id: string;
  readonly name: string;
}

/** Somebody whose keys are not used. */
export interface RefusedPerson extends DirectoryEntry {
  readonly refusal: RefusalView;
}

export interface ConversationsApi {
  /** Emits all conversations, in no order, now and whenever one changes; first as this browser last knew them. */
  conversations(input: undefined, context: Context<readonly ConversationView[]>): Promise<void>;
  /** This conversation is before the user's eyes, until it is cancelled. */
  lookAt(input: { readonly id: string }, context: Context<never>): Promise<void>;
  connection(input: undefined, context: Context<ConnectionView>): Promise<void>;
  /** Tries to connect now. */
  reconnect(input: undefined): Promise<void>;
  setConversation(input: { readonly id: string; readonly setting: ConversationSetting }): Promise<void>;
  /** Empties a conversation, for everyone in it. */
  clearConversation(input: { readonly id: string }): Promise<void>;
  /** People of the directory by part of a name or whole e-mail address; the user not among them. */
  directory(input: { readonly query: string }): Promise<readonly DirectoryEntry[]>;
  /** @returns the id of the conversation with that person, made if there was none */
  openPair(input: { readonly userId: string }): Promise<string>;
  /** @returns the new group's id */
  createGroup(input: { readonly name: string; readonly userIds: readonly string[] }): Promise<string>;
}
