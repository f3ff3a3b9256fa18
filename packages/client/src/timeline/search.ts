import { searchable } from '../fold/searchable.ts';
import type { MessageView } from '../view.ts';
import type { SearchHit } from './api.ts';
import type { Held, HeldMessage, Stretch } from './stretch.ts';

/**
 * The order of what was found in several conversations, each in its own order before: of the same second, those of one
 * conversation stand together, wherever and whenever it is searched.
 */
export function newestFirst(one: SearchHit, other: SearchHit): number {
  if (one.at !== other.at) return other.at - one.at;
  if (one.conversationId === other.conversationId) return 0;
  return one.conversationId < other.conversationId ? -1 : 1;
}

/** A message that was found, with its newest text. */
interface Found {
  readonly view: MessageView;
  readonly body: string;
}

/** Finds messages by parts of words. What a text looks like to a search is remembered. */
export class Finder {
  readonly #texts = new WeakMap<HeldMessage, { readonly body: string; readonly text: string }>();

  /** The newest texts and files that hold all words, newest first. */
  find(stretch: Stretch, words: readonly string[], limit: number): Found[] {
    const found: Found[] = [];
    if (words.length === 0) return found;
    const { held, changes } = stretch;
    for (let index = held.length - 1; index >= 0 && found.length < limit; index--) {
      const one = held[index] as Held;
      if (one.kind !== 'message' || !one.view) continue;
      const { view } = one;
      if ((view.kind !== 'text' && view.kind !== 'file') || changes.isDeleted(view)) continue;
      const body = changes.editsOf(view)?.newest.at(-1)?.body ?? view.body;
      const text = this.#textOf(one, body);
      if (words.every((word) => text.includes(word))) found.push({ view, body });
    }
    return found;
  }

  #textOf(held: HeldMessage, body: string): string {
    const known = this.#texts.get(held);
    if (known?.body === body) return known.text;
    const text = searchable(body);
    this.#texts.set(held, { body, text });
    return text;
  }
}
