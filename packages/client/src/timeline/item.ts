import type { FileContent } from '@parley/protocol/trust';
import type { FindingView, ImportedFrom } from '../view.ts';

/*
 * A conversation as people see it: one row for each thing that is said or has happened, with all that later messages
 * made of it. Source: docs/spec/trust.md section 4.
 */
export type TimelineItem = MessageItem | EventItem | UnopenedItem | RemovedItem | FindingItem;

/** What every row has. */
interface Row {
  /**
   * Stays the same as long as the row is there. Of a message its UUID; of a finding a name of its own. A message that
   * waits to be sent may get another id when it is sealed anew: the change that tells so names both.
   */
  readonly id: string;
  /** The moment to show, in milliseconds since the Unix epoch: the server's, unless the sender's is far from it. */
  readonly at: number;
}

/** A text or a file. */
export interface MessageItem extends Row {
  readonly row: 'message';
  /** The server's word: `yyyy-MM-dd HH:mm:ss`, UTC; empty while it waits. */
  readonly created: string;
  /** The sender's word: milliseconds since the Unix epoch; of an imported message the original time. */
  readonly sent: number;
  /** Who signed it. Where that is not proven, the name says so: its words are nobody's. */
  readonly sender: Sender;
  /** Whether the user wrote it, on whichever station. */
  readonly own: boolean;
  /** The newest text; of a file what was written with it, or empty. */
  readonly body: string;
  readonly file?: Omit<FileContent, 'kind' | 'body'>;
  /** Present where the sender brought in what somebody else wrote elsewhere: shown as "name, imported by sender". */
  readonly imported?: ImportedFrom;
  /** Present where it was edited. */
  readonly edited?: Edited;
  /** In the order in which the emoji first appeared. */
  readonly reactions: readonly TimelineReaction[];
  /** The messages that it answers. */
  readonly replyTo: readonly TimelineQuote[];
  /** Where its text names people of the conversation. */
  readonly mentions: readonly Mention[];
  /** Who has it, and who saw it, but for the sender: by person, with the moment of the first station. */
  readonly delivered: readonly Receipt[];
  readonly viewed: readonly Receipt[];
  /** What is wrong with it: shown with it, never left out. Empty when all is well. */
  readonly findings: readonly FindingView[];
  /** `waiting` to be sent, `failed` for good until it is retried or discarded, or on the server's disk. */
  readonly state: 'waiting' | 'failed' | 'accepted';
  /**
   * Why it failed, or an edit of it or a reaction to it did: a code of an error, and one English sentence. It can be
   * retried or discarded by the row's id. What failed stands with what waits, behind everything that was accepted: there
   * its writer meets it, wherever the conversation went on meanwhile.
   */
  readonly failure?: { readonly code: string; readonly text: string };
}

/**
 * Something that happened: the conversation was renamed, cleared, changed in its people. Also a message of an unknown
 * kind, and an edit, reaction or deletion that does not count: nothing that was signed disappears.
 */
export interface EventItem extends Row {
  readonly row: 'event';
  readonly event: 'rename' | 'membership' | 'cleared' | 'unknown' | 'edit' | 'reaction' | 'delete';
  readonly created: string;
  readonly sender: Sender;
  readonly own: boolean;
  /** What happened, to stand after the sender's name, such as `renamed the conversation:`; `body` follows it. */
  readonly text: string;
  readonly body: string;
  /** Of a `membership`: each person once. */
  readonly added?: readonly Named[];
  readonly removed?: readonly Named[];
  readonly findings: readonly FindingView[];
}

/** A message that could not be opened. */
export interface UnopenedItem extends Row {
  readonly row: 'unopened';
  readonly created: string;
  /** Why: a code of the client's errors, and one English sentence. */
  readonly code: string;
  readonly reason: string;
}

/** Where a message stood whose author deleted it, or whose time has passed. */
export interface RemovedItem extends Row {
  readonly row: 'removed';
  readonly created: string;
  /** Who wrote it, where this station knew. */
  readonly sender: Sender | undefined;
  readonly own: boolean;
  /** Whether its author says to have deleted it, or its time passed; otherwise the findings say so. */
  readonly by: 'author' | 'expiry' | 'unexplained';
  readonly findings: readonly FindingView[];
}

/** Something missing, moved or taken away, which stands beside no message: before the rows that follow it. */
export interface FindingItem extends Row {
  readonly row: 'finding';
  readonly finding: FindingView;
}

/** Somebody whom an event names. */
export interface Named {
  /** User id. */
  readonly id: string;
  /** As it is known now; undefined of somebody whom this station has never met. */
  readonly name: string | undefined;
}

export interface Sender {
  /** User id. */
  readonly id: string;
  readonly name: string;
  /** Whether the signature is proven under the key pinned for the sender. */
  readonly verified: boolean;
}

export interface Edited {
  /** Milliseconds since the Unix epoch of the newest edit. */
  readonly at: number;
  /** How often it was edited. */
  readonly times: number;
  /** What it said before, oldest first: the original and the newest of the edits before the last one. */
  readonly earlier: readonly { readonly at: number; readonly body: string }[];
}

export interface TimelineReaction {
  readonly emoji: string;
  /** Who reacted so, in the order in which they did. */
  readonly by: readonly { readonly id: string; readonly name: string }[];
  /** Whether the user is among them. */
  readonly own: boolean;
}

/** A message that another one answers. */
export interface TimelineQuote {
  readonly id: string;
  /** Who said it, and its first line; undefined when it is not here (yet: it may stand on an older page). */
  readonly said: { readonly sender: Sender; readonly name: string; readonly text: string } | undefined;
  readonly deleted: boolean;
}

/** Where a text names somebody, as `@nick`: positions in UTF-16 units. */
export interface Mention {
  readonly userId: string;
  readonly begin: number;
  readonly end: number;
}

export interface Receipt {
  /** User id. */
  readonly id: string;
  readonly name: string;
  /** Milliseconds since the Unix epoch; the server's word. */
  readonly at: number;
}
