import type { Friend } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';

const KEPT = 'people';

/** What the server said of those who are known, for the next start, shared by all who use the station's store. */
export class KeptPeople {
  readonly #station: Pick<Station, 'store' | 'vault'>;

  constructor(station: Pick<Station, 'store' | 'vault'>) {
    this.#station = station;
  }

  /** By user id. */
  async all(): Promise<Record<string, Friend>> {
    return ((await this.#station.vault.get(KEPT)) ?? {}) as Record<string, Friend>;
  }

  async keep(friends: readonly Friend[]): Promise<void> {
    const { store, vault } = this.#station;
    await store.lock(KEPT, async () => {
      const kept = await this.all();
      const before = JSON.stringify(kept);
      for (const friend of friends) kept[friend.friendid] = { ...friend, availability: 'offline' };
      if (JSON.stringify(kept) !== before) await vault.set(KEPT, kept);
    });
  }
}
