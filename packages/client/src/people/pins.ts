import type { Pin } from '@parley/protocol/trust';
import type { Station } from '../account/station.ts';

/** By user id. */
export type PinRecord = Record<string, Pin>;

const PINS = 'pins';

/** What this station has pinned, shared by all who use its store. Source: docs/spec/trust.md section 2, Pins. */
export class Pins {
  readonly #station: Pick<Station, 'store' | 'vault'>;
  #loaded: Promise<PinRecord> | undefined;

  constructor(station: Pick<Station, 'store' | 'vault'>) {
    this.#station = station;
  }

  /** As they were when this program last read or changed them. */
  all(): Promise<Readonly<PinRecord>> {
    this.#loaded ??= this.#stored();
    return this.#loaded;
  }

  /** Changes the stored pins; other processes on this store may have pinned somebody meanwhile. */
  async change(change: (pins: PinRecord) => void): Promise<void> {
    const { store, vault } = this.#station;
    await store.lock(PINS, async () => {
      const pins = await this.#stored();
      const before = JSON.stringify(pins);
      change(pins);
      if (JSON.stringify(pins) !== before) await vault.set(PINS, pins);
      this.#loaded = Promise.resolve(pins);
    });
  }

  async #stored(): Promise<PinRecord> {
    return ((await this.#station.vault.get(PINS)) ?? {}) as PinRecord;
  }
}
