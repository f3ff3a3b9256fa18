import type { Conversation } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';

const NAME = 'conversations';

/** The list of conversations as the server last gave it, for a start without asking. */
export class HeldList {
  readonly #vault: Station['vault'];
  /** What was read, until the server gives a newer one. */
  #list: Promise<readonly Conversation[]> | undefined;
  /** What this program knows to be kept, as JSON. */
  #kept: string | undefined;

  constructor({ vault }: Pick<Station, 'vault'>) {
    this.#vault = vault;
  }

  /** The list. A start, which asks for it several times, reads it once: it is long. */
  read(): Promise<readonly Conversation[]> {
    this.#list ??= this.#stored();
    return this.#list;
  }

  /** Keeps the list; one that is the same as before is not written again. */
  async keep(list: readonly Conversation[]): Promise<void> {
    const read = await this.#list?.catch(() => undefined);
    this.#list = undefined;
    this.#kept ??= read && JSON.stringify(read);
    const text = JSON.stringify(list);
    if (text === this.#kept) return;
    await this.#vault.set(NAME, list);
    this.#kept = text;
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
