import { Observable } from '../model/observable.ts';
import { Task } from '../model/task.ts';
import type { Caller } from '../rpc/caller.ts';
import type { CallError } from '../rpc/failure.ts';
import type { StationApi } from '../station/api.ts';
import type { DirectoryEntry } from '../station/conversations.ts';

/** How long a person pauses between keys before the directory is asked, in milliseconds. */
const PAUSE = 150;

export interface NewState {
  readonly query: string;
  /** Whom the directory gives for the query; undefined until it has answered. */
  readonly found: readonly DirectoryEntry[] | undefined;
  /** Why the directory could not be searched. */
  readonly error?: CallError | undefined;
  /** Whether a group is made; else choosing somebody opens the conversation of the two. */
  readonly isGroup: boolean;
  readonly name: string;
  readonly chosen: readonly DirectoryEntry[];
}

/** Begins a conversation: with one person of the directory, or a group with several. */
export class NewModel {
  readonly state = new Observable<NewState>({
    query: '',
    found: undefined,
    isGroup: false,
    name: '',
    chosen: [],
  });
  readonly task = new Task();
  readonly #caller: Caller<StationApi>;
  readonly #onMade: (conversation: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onMade hears the conversation's id */
  constructor(caller: Caller<StationApi>, onMade: (conversation: string) => void) {
    this.#caller = caller;
    this.#onMade = onMade;
  }

  search(query: string): void {
    this.state.change({ query });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#search(query.trim()), PAUSE);
  }

  setGroup(isGroup: boolean): void {
    this.task.reset();
    this.state.change({ isGroup, chosen: [] });
  }

  setName(name: string): void {
    this.state.change({ name });
  }

  /** Opens the conversation with somebody; for a group, takes somebody in or out. */
  async choose(entry: DirectoryEntry): Promise<void> {
    const { isGroup, chosen } = this.state.value;
    if (!isGroup) {
      await this.#make(() => this.#caller.call('openPair', { userId: entry.id }));
      return;
    }
    const others = chosen.filter(({ id }) => id !== entry.id);
    this.state.change({ chosen: others.length < chosen.length ? others : [...chosen, entry] });
  }

  async createGroup(): Promise<void> {
    const { name, chosen } = this.state.value;
    const userIds = chosen.map(({ id }) => id);
    await this.#make(() => this.#caller.call('createGroup', { name: name.trim(), userIds }));
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #make(work: () => Promise<string>): Promise<void> {
    const id = await this.task.run(work);
    if (id !== undefined) this.#onMade(id);
  }

  async #search(query: string): Promise<void> {
    const show = (news: Pick<NewState, 'found' | 'error'>) => {
      if (this.state.value.query.trim() === query) this.state.change({ error: undefined, ...news });
    };
    if (query === '') {
      show({ found: undefined });
      return;
    }
    try {
      show({ found: await this.#caller.call('directory', { query }) });
    } catch (error) {
      show({ found: undefined, error: error as CallError });
    }
  }
}
