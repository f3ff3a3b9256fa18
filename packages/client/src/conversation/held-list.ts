import type { Conversation } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';

const NAME = 'conversations';

/** The list of conversations as the server last gave it, for a start without asking. */
export class HeldList {
  readonly #vault: Station['vault'];
  #kept = '';

  constructor({ vault }: Pick<Station, 'vault'>) {
    this.#vault = vault;
  }

  async read(): Promise<readonly Conversation[]> {
    const list = ((await this.#vault.get(NAME)) ?? []) as Conversation[];
    this.#kept ||= JSON.stringify(list);
    return list;
  }

  /** Keeps the list; one that is the same as before is not written again. */
  async keep(list: readonly Conversation[]): Promise<void> {
    const text = JSON.stringify(list);
    if (text === this.#kept) return;
    await this.#vault.set(NAME, list);
    this.#kept = text;
  }
}
