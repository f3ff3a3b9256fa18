import type { LocalLog, LocalStore, StationOptions } from '@parley/client';

/**
 * One run of a station's program on a store that outlives it. Each access to the store and each request is a step; at
 * the one that it is told, the program is gone, and with it all that it had under way: its locks are free, and nothing more
 * comes of it.
 */
export class Run implements LocalStore {
  readonly #store: LocalStore;
  readonly #gone = Promise.withResolvers<never>();
  #steps = 0;
  #last = Number.POSITIVE_INFINITY;
  /** Called during each step. */
  during: () => unknown = () => undefined;
  isGone = false;

  /** @param store stays when this run is gone */
  constructor(store: LocalStore) {
    this.#store = store;
    this.#gone.promise.catch(() => undefined);
  }

  /** What a station is opened with for this run. */
  options(given: StationOptions): StationOptions {
    const request = async (input: string, init: RequestInit) => {
      await this.#step();
      const response = await fetch(input, init);
      const text = await response.text();
      await this.#step();
      return new Response(text, response);
    };
    return { ...given, store: this, fetch: request };
  }

  /** Counts from now on, and is gone at this step, before it is done. */
  endAt(step: number): void {
    this.#steps = 0;
    this.#last = step;
  }

  /** Resolves when some work of this run is done, or the run is gone. */
  async over(work: Promise<unknown>): Promise<void> {
    await Promise.race([work, this.#gone.promise]).catch((error: unknown) => {
      if (error !== GONE) throw error;
    });
  }

  async get(name: string): Promise<unknown> {
    await this.#step();
    return this.#store.get(name);
  }

  async set(name: string, value: unknown): Promise<void> {
    await this.#step();
    await this.#store.set(name, value);
  }

  async remove(name: string): Promise<void> {
    await this.#step();
    await this.#store.remove(name);
  }

  names(): ReturnType<LocalStore['names']> {
    return this.#store.names();
  }

  log(name: string): LocalLog {
    const log = this.#store.log(name);
    return {
      ...log,
      append: async (record) => {
        await this.#step();
        await log.append(record);
      },
      last: async () => {
        await this.#step();
        return log.last();
      },
    };
  }

  lock<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    return this.#store.lock(name, () => Promise.race([this.#step().then(work), this.#gone.promise]));
  }

  async close(): Promise<void> {}

  async #step(): Promise<void> {
    if (++this.#steps === this.#last) {
      this.isGone = true;
      this.#gone.reject(GONE);
    }
    if (this.isGone) await new Promise<never>(() => undefined);
    this.during();
    // Whatever else can be done meanwhile is done.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const GONE = new Error('this run is gone');
