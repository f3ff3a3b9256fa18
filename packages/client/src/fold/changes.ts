import type { MessageView } from '../view.ts';
import { shownAt } from './moment.ts';

/** An emoji under a message, and who set it. */
export interface Reaction {
  readonly emoji: string;
  /** In the order in which they reacted. */
  readonly by: readonly Reactor[];
}

export interface Reactor {
  /** User id. */
  readonly id: string;
  readonly name: string;
}

/** An edit of a message. */
export interface Edit {
  /** Milliseconds since the Unix epoch, as it is shown. */
  readonly at: number;
  readonly body: string;
}

/** The edits of a message by its author. */
export interface Edits {
  /** How many there are. */
  readonly times: number;
  /** The newest of them, oldest first, and never none. */
  readonly newest: readonly Edit[];
}

interface Kept {
  times: number;
  /** Ascending. */
  newest: (Edit & { readonly position: number })[];
}

/** What one person did with one emoji at one message, by the places of the events. */
interface Reacted {
  readonly emoji: string;
  readonly by: Reactor;
  first: number;
  last: number;
  removed: number;
}

/**
 * The edits, deletions and reactions of a conversation, gathered in whatever order they are read. Nothing counts whose
 * signature is not proven or whose place is another's; edits and deletions count only from the target's own author, reactions from everyone; of
 * several, the one that was accepted last. Source: docs/spec/trust.md section 4.
 * Holds the newest edits of each edited message, not the conversation.
 */
export class Changes {
  readonly #keeps: number;
  /** By target, then by sender, since whose edit counts is known only once the target is read. */
  readonly #edits = new Map<string, Map<string, Kept>>();
  readonly #deletes = new Map<string, Set<string>>();
  readonly #reactions = new Map<string, Map<string, Reacted>>();

  /** @param keeps how many edits of a message are kept: the newest */
  constructor(keeps = 1) {
    this.#keeps = keeps;
  }

  /** @param position the message's place in the order of acceptance; each message is added once */
  add(message: MessageView, position: number): void {
    const { kind, target, sender } = message;
    if (target === undefined || !isTrusted(message)) return;
    if (kind === 'edit') this.#addEdit(target, message, position);
    if (kind === 'delete') entryOf(this.#deletes, target, () => new Set()).add(sender.id);
    if (kind === 'reaction') this.#addReaction(target, message, position);
  }

  /** Whether anything is about the message with this ID. */
  isAbout(id: string): boolean {
    return this.#edits.has(id) || this.#deletes.has(id) || this.#reactions.has(id);
  }

  /** What its author made of a message; undefined when it was not edited. */
  editsOf(message: MessageView): Edits | undefined {
    return isChangeable(message) ? this.#edits.get(message.id)?.get(message.sender.id) : undefined;
  }

  isDeleted(message: MessageView): boolean {
    return isChangeable(message) && this.isDeletedBy(message.id, message.sender.id);
  }

  /** Whether somebody says, signed, to have deleted a message; it counts only from its author. */
  isDeletedBy(id: string, userId: string): boolean {
    return this.#deletes.get(id)?.has(userId) === true;
  }

  /** Who says, signed, to have deleted a message whose author is not known: mostly nobody or one. */
  deletersOf(id: string): ReadonlySet<string> {
    return this.#deletes.get(id) ?? new Set();
  }

  /** The reactions to a message that were not taken back, in the order of their first appearance. */
  reactionsTo(id: string): Reaction[] {
    const standing = [...(this.#reactions.get(id)?.values() ?? [])].filter(
      ({ last, removed }) => last > removed,
    );
    const byEmoji = new Map<string, Reactor[]>();
    for (const { emoji, by } of standing.sort((a, b) => a.first - b.first)) {
      entryOf(byEmoji, emoji, () => []).push(by);
    }
    return [...byEmoji].map(([emoji, by]) => ({ emoji, by }));
  }

  #addEdit(target: string, message: MessageView, position: number): void {
    const bySender = entryOf(this.#edits, target, () => new Map<string, Kept>());
    const kept = entryOf(bySender, message.sender.id, () => ({ times: 0, newest: [] }));
    kept.times++;
    const behind = kept.newest.findLastIndex((edit) => edit.position < position) + 1;
    if (behind === 0 && kept.newest.length === this.#keeps) return;
    kept.newest.splice(behind, 0, { position, at: shownAt(message), body: message.body });
    if (kept.newest.length > this.#keeps) kept.newest.shift();
  }

  #addReaction(target: string, { sender, body: emoji, remove }: MessageView, position: number): void {
    const reacted = entryOf(
      entryOf(this.#reactions, target, () => new Map()),
      `${sender.id} ${emoji}`,
      (): Reacted => ({
        emoji,
        by: { id: sender.id, name: sender.name },
        first: Number.POSITIVE_INFINITY,
        last: Number.NEGATIVE_INFINITY,
        removed: Number.NEGATIVE_INFINITY,
      }),
    );
    if (remove) {
      if (position > reacted.first)
        reacted.first = reacted.last > position ? reacted.last : Number.POSITIVE_INFINITY;
      reacted.removed = Math.max(reacted.removed, position);
      return;
    }
    reacted.last = Math.max(reacted.last, position);
    if (position > reacted.removed) reacted.first = Math.min(reacted.first, position);
  }
}

/** Findings that make of a proven message one that is not to be trusted. Source: docs/spec/trust.md section 4. */
const UNTRUSTED: ReadonlySet<string> = new Set(['duplicate_seq', 'epoch_went_back']);

/** Whether what a message says counts: proven to be its sender's, and not in the place of another or of another time. */
export function isTrusted({ sender, findings }: MessageView): boolean {
  return sender.verified && !findings.some(({ code }) => UNTRUSTED.has(code));
}

/** A message whose author is proven, and that says something: what edits and deletions can be about. */
export function isChangeable(message: MessageView): boolean {
  return isTrusted(message) && (message.kind === 'text' || message.kind === 'file');
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
