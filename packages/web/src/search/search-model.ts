import { Observable } from '../model/observable.ts';
import type { Caller } from '../rpc/caller.ts';
import type { CallError } from '../rpc/failure.ts';
import type { StationApi } from '../station/api.ts';
import type { SearchHit } from '../station/search.ts';

/** How many messages are shown at most. */
const LIMIT = 100;
/** How long a person pauses between keys before it is searched, in milliseconds. */
const PAUSE = 120;

export interface SearchState {
  /** What the hits are for. */
  readonly query: string;
  /** Undefined until there is something to look for, and it was. */
  readonly hits: readonly SearchHit[] | undefined;
  /** Whether what is wanted now is still looked for: until then the hits are those of what was wanted before. */
  readonly isSearching: boolean;
  readonly error?: CallError | undefined;
}

const NOTHING: SearchState = { query: '', hits: undefined, isSearching: false };

/** The search over all messages that this station holds. */
export class SearchModel {
  readonly state = new Observable<SearchState>(NOTHING);
  readonly #caller: Caller<StationApi>;
  #wanted = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(caller: Caller<StationApi>) {
    this.#caller = caller;
  }

  search(text: string): void {
    this.#wanted = text.trim();
    clearTimeout(this.#timer);
    if (this.#wanted === '') {
      this.state.set(NOTHING);
      return;
    }
    this.state.change({ isSearching: true });
    this.#timer = setTimeout(() => void this.#search(this.#wanted), PAUSE);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #search(query: string): Promise<void> {
    const show = (found: Pick<SearchState, 'hits' | 'error'>) => {
      if (query === this.#wanted) this.state.set({ query, isSearching: false, ...found });
    };
    try {
      show({ hits: await this.#caller.call('search', { query, limit: LIMIT }) });
    } catch (error) {
      show({ hits: undefined, error: error as CallError });
    }
  }
}

/** Hits by conversation; the conversation with the newest first. */
export function groupsOf(hits: readonly SearchHit[]): readonly (readonly SearchHit[])[] {
  return [...Map.groupBy(hits, ({ conversationId }) => conversationId).values()];
}
