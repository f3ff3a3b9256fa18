import { joined, type LocalLog, type Pieces } from '../store/local-store.ts';
import { refused, settled, written } from './database.ts';

/** How many records one transaction reads: a record may be large, and a transaction does not outlive a pause. */
const BATCH = 16;

type Key = [log: string, position: number];

/** A log in IndexedDB. A position is the number of records before it. */
export class IndexedLog implements LocalLog {
  readonly #open: () => Promise<IDBDatabase>;
  readonly #store: string;
  readonly #name: string;

  constructor(open: () => Promise<IDBDatabase>, store: string, name: string) {
    this.#open = open;
    this.#store = store;
    this.#name = name;
  }

  async append(record: Pieces): Promise<void> {
    await written(await this.#open(), this.#store, (records) => {
      const newest = records.openKeyCursor(this.#from(0), 'prev');
      newest.onsuccess = () => records.put(joined(record), [this.#name, lengthBy(newest.result)]);
    });
  }

  async last(): Promise<string | undefined> {
    const cursor = await settled((await this.#records()).openCursor(this.#from(0), 'prev'));
    return cursor?.value as string | undefined;
  }

  async *records(from = 0): AsyncGenerator<{ record: string; next: number }> {
    for (let at = from; ; ) {
      const records = await this.#records();
      const range = this.#from(at);
      const [keys, values] = await Promise.all([
        settled(records.getAllKeys(range, BATCH)),
        settled(records.getAll(range, BATCH)),
      ]);
      for (const [index, record] of (values as string[]).entries()) {
        at = (keys[index] as Key)[1] + 1;
        yield { record, next: at };
      }
      if (values.length < BATCH) return;
    }
  }

  async *recordsBack(before?: number): AsyncGenerator<{ record: string; at: number }> {
    // Positions have no holes: `append` counts on, and records go all together.
    let at = Math.min(before ?? Number.POSITIVE_INFINITY, await this.#length());
    for (let batch = 1; at > 0; batch = Math.min(batch * 2, BATCH)) {
      const first = Math.max(0, at - batch);
      const range = IDBKeyRange.bound([this.#name, first], [this.#name, at], false, true);
      const values = (await settled((await this.#records()).getAll(range))) as string[];
      for (const record of values.toReversed()) yield { record, at: --at };
      if (at > first) return;
    }
  }

  async rewrite(change: (record: string) => string | undefined): Promise<void> {
    await written(await this.#open(), this.#store, (records) => {
      const walk = records.openCursor(this.#from(0));
      walk.onsuccess = () => {
        const cursor = walk.result;
        if (!cursor) return;
        const changed = change(cursor.value as string);
        if (changed !== undefined) cursor.update(changed);
        cursor.continue();
      };
    });
  }

  async clear(): Promise<void> {
    await written(await this.#open(), this.#store, (records) => records.delete(this.#from(0)));
  }

  async #length(): Promise<number> {
    return lengthBy(await settled((await this.#records()).openKeyCursor(this.#from(0), 'prev')));
  }

  async #records(): Promise<IDBObjectStore> {
    return (await this.#open()).transaction(this.#store).objectStore(this.#store);
  }

  #from(position: number): IDBKeyRange {
    return IDBKeyRange.bound([this.#name, position], [this.#name, Number.POSITIVE_INFINITY]);
  }
}

/** The logs that have records: a step for each log, whatever its length. */
export function logNames(records: IDBObjectStore): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const names: string[] = [];
    const walk = records.openKeyCursor();
    walk.onerror = () => reject(refused(walk.error));
    walk.onsuccess = () => {
      const cursor = walk.result;
      if (!cursor) return resolve(names);
      const [name] = cursor.primaryKey as Key;
      names.push(name);
      cursor.continue([name, Number.POSITIVE_INFINITY]);
    };
  });
}

/** How many records there are, by the newest's key. */
function lengthBy(newest: IDBCursor | null): number {
  return newest ? (newest.primaryKey as Key)[1] + 1 : 0;
}
