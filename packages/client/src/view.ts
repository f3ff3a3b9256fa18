import type { Report } from '@parley/protocol/wire';

/** Where a message came from, when whoever signed it took it over from elsewhere. Source: docs/spec/trust.md section 4. */
export interface ImportedFrom {
  /** Who said it there: a nick of the other system, nobody's identity here. */
  readonly name: string;
  /** What it was taken from, such as `irc #ubuntu 2005-06-27_12`. */
  readonly source: string;
  /** What kind of line it was, when not a message: somebody's action ("* nick waves"), or the system's. */
  readonly line?: 'action' | 'system';
}

/** A message of a conversation, opened: what programs, exports and views work on. */
export interface MessageView {
  /** The message's UUID. */
  readonly id: string;
  /** The server's word: `yyyy-MM-dd HH:mm:ss`, UTC. */
  readonly created: string;
  /** The sender's word: milliseconds since the Unix epoch; of an imported message the original time. */
  readonly sent: number;
  readonly sender: {
    /** User id. */
    readonly id: string;
    readonly name: string;
    /** Whether the signature is proven under the key pinned for the sender. */
    readonly verified: boolean;
  };
  /** `unknown`: a later version's kind, whose name is the body. */
  readonly kind:
    | 'text'
    | 'edit'
    | 'reaction'
    | 'delete'
    | 'file'
    | 'rename'
    | 'membership'
    | 'cleared'
    | 'unknown';
  /**
   * What there is to read: of a `text` or `edit` the text, of a `reaction` the emoji, of a `rename` the new
   * name, of a `file` its name and below it what was written with it, of a `membership` who was added and
   * removed, in words. Empty for kinds that have nothing.
   */
  readonly body: string;
  /** IDs of the messages that this one answers. */
  readonly replyto: readonly string[];
  readonly imported?: ImportedFrom;
  /** The message that an `edit`, `reaction` or `delete` is about. */
  readonly target?: string;
  /** Of a `reaction`: that it is taken back. */
  readonly remove?: true;
  /** Delivered and viewed reports about it, in the order of acceptance. */
  readonly reports: readonly Report[];
  /** What is wrong with it or before it; empty when all is well. */
  readonly findings: readonly FindingView[];
}

/** Something that the server or a person did to the conversation and that a reader should know. */
export interface FindingView {
  /** A short stable name, such as `gap` or `reordered`. */
  readonly code: string;
  /** One English sentence. */
  readonly text: string;
  /** ID of the message at which, or before which, it shows; empty when it is about the end. */
  readonly messageId?: string;
}

/** A message that could not be opened: it is listed with the reason, never left out silently. */
export interface UnopenedView {
  readonly id: string;
  readonly created: string;
  /** Why: a code of the client's errors, and one English sentence. */
  readonly code: string;
  readonly reason: string;
}

/** What a conversation consists of, in the server's order: messages that were opened, and those that were not. */
export type Entry = MessageView | UnopenedView;

/** Whether an entry is a message that could not be opened. */
export function isUnopened(entry: Entry): entry is UnopenedView {
  return 'reason' in entry;
}
