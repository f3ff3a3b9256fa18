import type { LocalLog, LocalStore, StoredNames } from '../store/local-store.ts';
import { DOCUMENTS, deleteDatabase, KEYS, openDatabase, RECORDS, settled, written } from './database.ts';
import { IndexedLog, logNames } from './indexed-log.ts';
import { keptKey } from './local-key.ts';

interface Asked {
  readonly name: string;
  readonly resolve: (text: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A store in the browser's IndexedDB, shared by every tab and worker of the page's origin. Its locks are Web Locks,
 * which the browser releases when whoever holds one is gone.
 */
export class IndexedStore implements LocalStore {
  readonly #name: string;
  #database: Promise<IDBDatabase> | undefined;
  /** Documents that are asked for. */
  #asked: Asked[] = [];

  /** @param name of the database */
  constructor(name: string) {
    this.#name = name;
  }

  /** What is asked for together is read in one transaction, which costs more than what is done in it. */
  async get(name: string): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#asked.push({ name, resolve, reject });
    if (this.#asked.length === 1) void this.#read();
    const text = await promise;
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

  /** The key that `localKeyOf` has made for this store; undefined where it has made none yet. */
  async localKey(): Promise<CryptoKey | undefined> {
    return keptKey((await this.#open()).transaction(KEYS));
  }

  async close(): Promise<void> {
    const opened = this.#database;
    this.#database = undefined;
    (await opened)?.close();
  }

  async #read(): Promise<void> {
    let asked: Asked[] = [];
    try {
      const database = await this.#open();
      asked = this.#asked;
      this.#asked = [];
      const documents = database.transaction(DOCUMENTS).objectStore(DOCUMENTS);
      for (const { name, resolve, reject } of asked) settled(documents.get(name)).then(resolve, reject);
    } catch (error) {
      for (const { reject } of [...asked, ...this.#asked.splice(0)]) reject(error);
    }
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
