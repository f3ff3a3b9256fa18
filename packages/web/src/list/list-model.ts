import { Observable } from '../model/observable.ts';
import type { Caller } from '../rpc/caller.ts';
import type { CallError } from '../rpc/failure.ts';
import type { StationApi } from '../station/api.ts';
import type { ConnectionView, ConversationSetting, ConversationView } from '../station/conversations.ts';

export interface ListState {
  /** Undefined until they are known. */
  readonly conversations: readonly ConversationView[] | undefined;
  readonly query: string;
  /** Whether the hidden ones are shown, and nothing else. */
  readonly showsHidden: boolean;
  /** Why the last thing that was asked for was not done. */
  readonly error: CallError | undefined;
}

/** The list of conversations, and how it stands with the server. */
export class ListModel {
  readonly state = new Observable<ListState>({
    conversations: undefined,
    query: '',
    showsHidden: false,
    error: undefined,
  });
  readonly connection = new Observable<ConnectionView>({ state: 'connecting' });
  readonly #caller: Caller<StationApi>;
  readonly #stops: readonly (() => void)[];

  /** @param kept what is shown until the worker gives the list */
  constructor(caller: Caller<StationApi>, kept?: readonly ConversationView[]) {
    this.#caller = caller;
    if (kept) this.state.change({ conversations: kept });
    this.#stops = [
      caller.watch('conversations', undefined, (conversations) => this.#take(conversations)),
      caller.watch('connection', undefined, (connection) => this.connection.set(connection)),
    ];
  }

  get(id: string): ConversationView | undefined {
    return this.state.value.conversations?.find((conversation) => conversation.id === id);
  }

  search(query: string): void {
    this.state.change({ query });
  }

  showHidden(showsHidden: boolean): void {
    this.state.change({ showsHidden });
  }

  async set(id: string, setting: ConversationSetting): Promise<void> {
    try {
      await this.#caller.call('setConversation', { id, setting });
      this.state.change({ error: undefined });
    } catch (error) {
      this.state.change({ error: error as CallError });
    }
  }

  reconnect(): void {
    void this.#caller.call('reconnect', undefined);
  }

  /** Those that are the same as before stay the same objects, so that their rows need not be made anew. */
  #take(given: readonly ConversationView[]): void {
    const before = new Map(this.state.value.conversations?.map((view) => [view.id, view]));
    const conversations = given.map((view) => {
      const known = before.get(view.id);
      return known && JSON.stringify(known) === JSON.stringify(view) ? known : view;
    });
    this.state.change({ conversations });
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }
}
