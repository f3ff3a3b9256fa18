import { joined, type LocalLog, type LocalStore, type StoredNames } from './local-store.ts';
import { Queues } from './queue.ts';

/** A store that lasts as long as the program: for a bot that starts over each time, and for tests. */
export class MemoryStore implements LocalStore {
  readonly #documents = new Map<string, string>();
  readonly #logs = new Map<string, string[]>();
  readonly #locks = new Queues();

  async get(name: string): Promise<unknown> {
    const text = this.#documents.get(name);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async set(name: string, value: unknown): Promise<void> {
    this.#documents.set(name, JSON.stringify(value));
  }

  async remove(name: string): Promise<void> {
    this.#documents.delete(name);
  }

  async names(): Promise<StoredNames> {
    const logs = [...this.#logs].flatMap(([name, { length }]) => (length > 0 ? name : []));
    return { documents: [...this.#documents.keys()], logs };
  }

  log(name: string): LocalLog {
    const records = () => {
      let list = this.#logs.get(name);
      if (!list) {
        list = [];
        this.#logs.set(name, list);
      }
      return list;
    };
    return {
      append: async (record) => {
        records().push(joined(record));
      },
      last: async () => records().at(-1),
      records: async function* (from = 0) {
        const list = records();
        for (let index = from; index < list.length; index++) {
          yield { record: list[index] as string, next: index + 1 };
        }
      },
      recordsBack: async function* (before = Number.POSITIVE_INFINITY) {
        const list = records();
        for (let at = Math.min(before, list.length) - 1; at >= 0; at--)
          yield { record: list[at] as string, at };
      },
      rewrite: async (change) => {
        const list = records();
        list.forEach((record, index) => {
          list[index] = change(record) ?? record;
        });
      },
      clear: async () => {
        this.#logs.delete(name);
      },
    };
  }

  lock<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    return this.#locks.run(name, work);
  }

  async close(): Promise<void> {}
}
