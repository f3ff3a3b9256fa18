import type { LocalLog, LocalStore, StoredNames } from '../store/local-store.ts';
import { DOCUMENTS, deleteDatabase, openDatabase, RECORDS, settled, written } from './database.ts';
import { IndexedLog, logNames } from './indexed-log.ts';

/**
 * A store in the browser's IndexedDB, shared by every tab and worker of the page's origin. Its locks are Web Locks,
 * which the browser releases when whoever holds one is gone.
 */
export class IndexedStore implements LocalStore {
  readonly #name: string;
  #database: Promise<IDBDatabase> | undefined;

  /** @param name of the database */
  constructor(name: string) {
    this.#name = name;
  }

  async get(name: string): Promise<unknown> {
    const database = await this.#open();
    const text = await settled(database.transaction(DOCUMENTS).objectStore(DOCUMENTS).get(name));
    return text === undefined ? undefined : JSON.parse(text as string);
  }

  async set(name: string, value: unknown): Promise<void> {
    const text = JSON.stringify(value);
    await written(await this.#open(), DOCUMENTS, (documents) => documents.put(text, name));
  }

  async remove(name: string): Promise<void> {
    await written(await this.#open(), DOCUMENTS, (documents) => documents.delete(name));
  }

  async names(): Promise<StoredNames> {
    const transaction = (await this.#open()).transaction([DOCUMENTS, RECORDS]);
    const [documents, logs] = await Promise.all([
      settled(transaction.objectStore(DOCUMENTS).getAllKeys()),
      logNames(transaction.objectStore(RECORDS)),
    ]);
    return { documents: documents as string[], logs };
  }

  log(name: string): LocalLog {
    return new IndexedLog(() => this.#open(), RECORDS, name);
  }

  lock<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    return navigator.locks.request(`${this.#name}/${name}`, work);
  }

  async close(): Promise<void> {
    const opened = this.#database;
    this.#database = undefined;
    (await opened)?.close();
  }

  #open(): Promise<IDBDatabase> {
    this.#database ??= openDatabase(this.#name).catch((error: unknown) => {
      this.#database = undefined;
      throw error;
    });
    return this.#database;
  }
}

/** Removes a store of that name with everything in it, keys too. */
export function eraseIndexedStore(name: string): Promise<void> {
  return deleteDatabase(name);
}
