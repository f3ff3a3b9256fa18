import type { Parley } from '@parley/client';
import { oneLine } from '@parley/client/text';
import { Observable } from '../model/observable.ts';
import type { Draft } from './drafts.ts';

const NAME = 'web/drafts';
/** In characters, of what a list shows. */
const LINE_LIMIT = 120;

/** What was begun to be written, by conversation, sealed. */
export class KeptDrafts {
  /** The conversation whose draft was kept last, whenever one is. */
  readonly news = new Observable<{ readonly conversationId: string } | undefined>(undefined);
  readonly #parley: Parley;
  /** How drafts begin, as a list shows them. */
  #lines: ReadonlyMap<string, string> = new Map();

  constructor(parley: Parley) {
    this.#parley = parley;
  }

  /** How a draft begins, in one line; undefined where there is no text, and before `load`. */
  lineOf(conversationId: string): string | undefined {
    return this.#lines.get(conversationId);
  }

  async load(): Promise<void> {
    const drafts = await this.#inTurn(() => this.#stored());
    this.#lines = new Map(Object.entries(drafts).flatMap(([id, { text }]) => entryOf(id, text)));
  }

  async get(conversationId: string): Promise<Draft> {
    return (await this.#inTurn(() => this.#stored()))[conversationId] ?? { text: '' };
  }

  /** Keeps a draft; an empty one is forgotten. */
  async keep(conversationId: string, draft: Draft): Promise<void> {
    await this.#inTurn(async () => {
      const { [conversationId]: _before, ...others } = await this.#stored();
      const isEmpty = draft.text.trim() === '' && !draft.replyTo;
      const drafts = isEmpty ? others : { ...others, [conversationId]: draft };
      await this.#parley.station.vault.set(NAME, drafts);
    });
    const others = [...this.#lines].filter(([id]) => id !== conversationId);
    this.#lines = new Map([...others, ...entryOf(conversationId, draft.text)]);
    this.news.set({ conversationId });
  }

  /** Whoever asks gets what was kept before, even if that is still being written. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#parley.station.store.lock(NAME, work);
  }

  async #stored(): Promise<Record<string, Draft>> {
    return ((await this.#parley.station.vault.get(NAME)) ?? {}) as Record<string, Draft>;
  }
}

function entryOf(conversationId: string, text: string): [string, string][] {
  const line = oneLine(text, LINE_LIMIT);
  return line === '' ? [] : [[conversationId, line]];
}
