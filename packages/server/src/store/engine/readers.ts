import type { Connection } from './connection.ts';
import type { Reader, Value } from './engine.ts';

/** A few connections that read, each used by one reader at a time: it sees one snapshot from its first query on. */
export class Readers {
  readonly #open: () => Connection;
  readonly #most: number;
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];
  #count = 0;
  #closing: (() => void) | undefined;

  constructor(open: () => Connection, most: number) {
    this.#open = open;
    this.#most = most;
  }

  async read<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result> {
    if (this.#closing) throw new Error('the database is closed');
    const connection = this.#idle.pop() ?? (await this.#another());
    const reader = new SnapshotReader(connection);
    try {
      connection.run('BEGIN');
      return await work(reader);
    } finally {
      reader.end();
      // Unlike COMMIT it succeeds whatever a failed query has left open.
      if (connection.inTransaction) connection.run('ROLLBACK');
      this.#giveBack(connection);
    }
  }

  /** Resolves when the last reader is through. */
  async close(): Promise<void> {
    const through = new Promise<void>((resolve) => {
      this.#closing = resolve;
    });
    this.#closeIdle();
    await through;
  }

  #another(): Connection | Promise<Connection> {
    if (this.#count === this.#most) return new Promise((resolve) => this.#waiting.push(resolve));
    const connection = this.#open();
    this.#count++;
    return connection;
  }

  #giveBack(connection: Connection): void {
    const next = this.#waiting.shift();
    if (next) next(connection);
    else this.#idle.push(connection);
    if (this.#closing) this.#closeIdle();
  }

  #closeIdle(): void {
    for (const connection of this.#idle.splice(0)) {
      connection.close();
      this.#count--;
    }
    if (this.#count === 0) this.#closing?.();
  }
}

class SnapshotReader implements Reader {
  #connection: Connection | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async all<R extends object>(sql: string, ...parameters: Value[]): Promise<R[]> {
    return this.#live().all<R>(sql, parameters);
  }

  async get<R extends object>(sql: string, ...parameters: Value[]): Promise<R | undefined> {
    return this.#live().get<R>(sql, parameters);
  }

  end(): void {
    this.#connection = undefined;
  }

  #live(): Connection {
    if (!this.#connection) throw new Error('this reader is used after its read ended');
    return this.#connection;
  }
}
