import type { MessageView } from '../view.ts';
import { type Changes, type Edits, isChangeable, isTrusted, type Reaction } from './changes.ts';
import { speakerOf } from './speaker.ts';
import { firstLine } from './visible.ts';

/** A message that another one answers. */
export interface Quote {
  readonly id: string;
  /** Who said it, and its first line; undefined when it is not at hand. */
  readonly said: Said | undefined;
}

export interface Said {
  /** The person's key: who has the same key is the same person. */
  readonly key: string;
  readonly name: string;
  readonly text: string;
}

/** A message as a reader sees it: with what later messages made of it. */
export interface FoldedMessage {
  readonly view: MessageView;
  /** The newest text; empty when deleted. */
  readonly body: string;
  /** Present where it was edited and not deleted. */
  readonly edits: Edits | undefined;
  readonly deleted: boolean;
  readonly reactions: readonly Reaction[];
  readonly quotes: readonly Quote[];
  /** Of what is no text or file: what happened, to stand after the person's name and before the body. */
  readonly event: string | undefined;
}

/** Where a change stands: at its target, away from it, or not counting as not its sender's to make, or unproven. */
export type Standing = 'folded' | 'elsewhere' | 'foreign' | 'unproven';

/** What a change is about. */
export interface Target {
  /** Who may edit or delete it; undefined where that is nobody. */
  readonly author: string | undefined;
}

/** The target of changes that a message is. */
export function targetOf(message: MessageView): Target {
  return { author: isChangeable(message) ? message.sender.id : undefined };
}

/**
 * Where a message stands that may be about another one. @param find what it is about, where that stands here
 * Source: docs/spec/trust.md section 4: edits and deletes count only from the target's own author.
 */
export function standingOf(message: MessageView, find: (id: string) => Target | undefined): Standing {
  const { kind, target, sender, findings } = message;
  if (kind !== 'edit' && kind !== 'delete' && kind !== 'reaction') return 'elsewhere';
  if (!isTrusted(message)) return 'unproven';
  const about = target === undefined ? undefined : find(target);
  if (!about) return 'elsewhere';
  if (kind !== 'reaction' && about.author !== sender.id) return 'foreign';
  // What is wrong before a change must be seen where it is.
  return findings.length > 0 ? 'elsewhere' : 'folded';
}

/** A message with what the changes made of it. @param said what is at hand of a message that it answers */
export function foldMessage(
  view: MessageView,
  standing: Standing,
  changes: Changes,
  said: (id: string) => Said | undefined,
): FoldedMessage {
  const deleted = changes.isDeleted(view);
  const edits = deleted ? undefined : changes.editsOf(view);
  return {
    view,
    body: deleted ? '' : (edits?.newest.at(-1)?.body ?? view.body),
    edits,
    deleted,
    reactions: deleted ? [] : changes.reactionsTo(view.id),
    quotes: view.replyto.map((id) => ({ id, said: said(id) })),
    event: eventOf(view, standing),
  };
}

const QUOTE_LIMIT = 120;

/** A message as those that answer it quote it. */
export function quotable({ view, body, deleted }: Pick<FoldedMessage, 'view' | 'body' | 'deleted'>): Said {
  const { key, name } = speakerOf(view);
  return { key, name, text: deleted ? '(deleted)' : firstLine(body, QUOTE_LIMIT) };
}

/** Of what is no text or file: what happened, to stand after the person's name and before the body. */
export function eventOf(message: MessageView, standing: Standing): string | undefined {
  const which = {
    folded: '',
    elsewhere: 'an earlier message',
    foreign: "somebody else's message",
    unproven: 'a message',
  };
  const without = standing === 'elsewhere' ? '' : ' (this does not count)';
  switch (message.kind) {
    case 'text':
    case 'file':
      return undefined;
    case 'edit':
      return `edited ${which[standing]}${without}:`;
    case 'delete':
      return `deleted ${which[standing]}${without}`;
    case 'reaction':
      return `${message.remove ? 'took back a reaction' : 'reacted'} to ${which[standing]}${without}:`;
    case 'rename':
      return 'renamed the conversation:';
    case 'membership':
      return 'changed who belongs to the conversation:';
    case 'cleared':
      return 'cleared the conversation';
    case 'unknown':
      return 'sent something that this version does not know:';
  }
}
