import type { Conversation } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';

const NAME = 'conversations';

/** The list of conversations as the server last gave it, for a start without asking. */
export class HeldList {
  readonly #vault: Station['vault'];
  #list: Promise<readonly Conversation[]> | undefined;

  constructor({ vault }: Pick<Station, 'vault'>) {
    this.#vault = vault;
  }

  /** The list, which is read once: it is long. */
  read(): Promise<readonly Conversation[]> {
    this.#list ??= this.#stored();
    return this.#list;
  }

  /** Keeps the list; one that is the same as before is not written again. */
  async keep(list: readonly Conversation[]): Promise<void> {
    const kept = await this.#list;
    if (kept && JSON.stringify(kept) === JSON.stringify(list)) return;
    await this.#vault.set(NAME, list);
    this.#list = Promise.resolve(list);
  }

  async #stored(): Promise<readonly Conversation[]> {
    try {
      return ((await this.#vault.get(NAME)) ?? []) as Conversation[];
    } catch (error) {
      this.#list = undefined;
      throw error;
    }
  }
}
