import { ConnectionError, type LocalStore } from '@parley/client';
import { Observable } from '../model/observable.ts';

const DUE = 'web/recovery-code-due';

/**
 * Remembers that a recovery code was made which its owner has not confirmed to have: the page that showed it may have
 * been closed. The code itself is kept nowhere.
 */
export class CodeReminder {
  readonly isDue = new Observable(false);
  readonly #store: LocalStore;

  constructor(store: LocalStore) {
    this.#store = store;
  }

  async load(): Promise<void> {
    this.isDue.set((await this.#store.get(DUE)) === true);
  }

  /** Makes a code. Noted before: however that ends, a code that counts and that nobody has is not forgotten. */
  async during<Result>(make: () => Promise<Result>): Promise<Result> {
    const before = this.isDue.value;
    await this.#set(true);
    try {
      return await make();
    } catch (error) {
      // Without an answer it may have been made.
      if (!(error instanceof ConnectionError)) await this.#set(before);
      throw error;
    }
  }

  /** The owner has the code, or wants none. */
  async settle(): Promise<void> {
    await this.#set(false);
  }

  async #set(isDue: boolean): Promise<void> {
    if (isDue) await this.#store.set(DUE, true);
    else await this.#store.remove(DUE);
    this.isDue.set(isDue);
  }
}
