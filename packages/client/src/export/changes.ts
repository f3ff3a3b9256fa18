import type { MessageView } from '../view.ts';
import { shownName } from './speaker.ts';

/** An emoji under a message, and who set it. */
export interface Reaction {
  readonly emoji: string;
  /** Names, in the order in which they reacted. */
  readonly by: readonly string[];
}

/**
 * The edits, deletions and reactions of a conversation, gathered before it is shown. Nothing counts whose
 * signature is not proven; edits and deletions count only from the target's own author, reactions from everyone.
 * Source: docs/spec/trust.md section 4.
 * Holds the newest edit of each edited message, not the conversation.
 */
export class Changes {
  /** By target, then by sender, since whose edit counts is known only once the target is read. */
  readonly #edits = new Map<string, Map<string, string>>();
  readonly #deletes = new Map<string, Set<string>>();
  readonly #reactions = new Map<string, Map<string, { emoji: string; name: string }>>();

  add(message: MessageView): void {
    const { kind, target, sender, body } = message;
    if (target === undefined || !sender.verified) return;
    if (kind === 'edit') entryOf(this.#edits, target, () => new Map()).set(sender.id, body);
    if (kind === 'delete') entryOf(this.#deletes, target, () => new Set()).add(sender.id);
    if (kind === 'reaction') {
      const reactions = entryOf(this.#reactions, target, () => new Map());
      const key = `${sender.id} ${body}`;
      if (message.remove) reactions.delete(key);
      else if (!reactions.has(key)) reactions.set(key, { emoji: body, name: shownName(sender.name) });
    }
  }

  /** Whether anything is about the message with this ID. */
  isAbout(id: string): boolean {
    return this.#edits.has(id) || this.#deletes.has(id) || this.#reactions.has(id);
  }

  /** The newest text that its author gave a message; undefined when it was not edited. */
  editOf(message: MessageView): string | undefined {
    return isChangeable(message) ? this.#edits.get(message.id)?.get(message.sender.id) : undefined;
  }

  isDeleted(message: MessageView): boolean {
    return isChangeable(message) && this.#deletes.get(message.id)?.has(message.sender.id) === true;
  }

  /** The reactions to a message that were not taken back, in the order of their first appearance. */
  reactionsTo(id: string): Reaction[] {
    const byEmoji = new Map<string, string[]>();
    for (const { emoji, name } of this.#reactions.get(id)?.values() ?? []) {
      entryOf(byEmoji, emoji, () => []).push(name);
    }
    return [...byEmoji].map(([emoji, by]) => ({ emoji, by }));
  }
}

/** A message whose author is proven, and that says something: what edits and deletions can be about. */
export function isChangeable(message: MessageView): boolean {
  return message.sender.verified && (message.kind === 'text' || message.kind === 'file');
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
