import type { Conversation } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';

const NAME = 'conversations';

/** The list of conversations as the server last gave it, for a start without asking. */
export class HeldList {
  readonly #store: Station['store'];
  readonly #vault: Station['vault'];
  /** What was read, until the server gives a newer one. */
  #list: Promise<readonly Conversation[]> | undefined;
  /** What this program knows to be kept, as JSON. */
  #kept: string | undefined;

  constructor({ store, vault }: Pick<Station, 'store' | 'vault'>) {
    this.#store = store;
    this.#vault = vault;
  }

  /** The list. A start, which asks for it several times, reads it once: it is long. */
  read(): Promise<readonly Conversation[]> {
    this.#list ??= this.#stored().catch((error: unknown) => {
      this.#list = undefined;
      throw error;
    });
    return this.#list;
  }

  /** Keeps the list; one that is the same as before is not written again. */
  async keep(list: readonly Conversation[]): Promise<void> {
    const read = await this.#list?.catch(() => undefined);
    this.#list = undefined;
    this.#kept ??= read && JSON.stringify(read);
    if (JSON.stringify(list) !== this.#kept) await this.#store.lock(NAME, () => this.#write(list));
  }

  /** Keeps what the server has answered about one conversation alone, in the place of what it listed. */
  async update(conversation: Conversation): Promise<void> {
    await this.#store.lock(NAME, async () => {
      const list = await this.#stored();
      const at = list.findIndex(({ id }) => id === conversation.id);
      await this.#write(at === -1 ? [conversation, ...list] : list.with(at, conversation));
    });
  }

  async #write(list: readonly Conversation[]): Promise<void> {
    await this.#vault.set(NAME, list);
    this.#list = undefined;
    this.#kept = JSON.stringify(list);
  }

  async #stored(): Promise<readonly Conversation[]> {
    return ((await this.#vault.get(NAME)) ?? []) as Conversation[];
  }
}
