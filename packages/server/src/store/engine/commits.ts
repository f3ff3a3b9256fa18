import type { Connection } from './connection.ts';
import type { Value, Writer } from './engine.ts';

/** A batch takes no further unit after so many … */
const MOST_UNITS = 256;
/** … or after so many changed rows, so that a row of imports does not hold up everybody else. */
const MOST_ROWS = 4000;

interface Unit {
  readonly work: (writer: Writer) => Promise<unknown>;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: unknown) => void;
}

/** How a unit ended; it is told only when its batch is on disk. */
type Outcome = { readonly value: unknown } | { readonly refusal: unknown };

/**
 * Group commit: units of work that arrive together share one transaction and one sync of the disk. They run one
 * after another, each under a savepoint of its own, and hear of their success when all of it is durable.
 */
export class Commits {
  readonly #connection: Connection;
  readonly #queue: Unit[] = [];
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  add<Result>(work: (writer: Writer) => Promise<Result>): Promise<Result> {
    if (this.#closed) return Promise.reject(new Error('the database is closed'));
    return new Promise<Result>((resolve, reject) => {
      this.#queue.push({ work, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Takes no more units; resolves when those under way are through. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      // One turn of the event loop: what other sockets have sent by now joins this batch.
      await new Promise<void>((resolve) => setImmediate(resolve));
      // A rollback that fails leaves the transaction open: the next batch cannot begin, fails too, and tries again.
      await this.#runBatch().catch(() => {});
    }
    this.#running = undefined;
  }

  async #runBatch(): Promise<void> {
    const ran: Unit[] = [];
    try {
      this.#connection.run('BEGIN IMMEDIATE');
      const outcomes = await this.#runUnits(ran);
      this.#connection.run('COMMIT');
      settle(ran, outcomes);
    } catch (failure) {
      // What a unit saw of its neighbours, even its refusal, may rest on what is not there now: all fail.
      if (ran.length === 0) ran.push(...this.#queue.splice(0, MOST_UNITS));
      for (const unit of ran) unit.reject(failure);
      if (this.#connection.inTransaction) this.#connection.run('ROLLBACK');
    }
  }

  /** @throws when the whole transaction is lost, as by a full disk */
  async #runUnits(ran: Unit[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    let rows = 0;
    while (ran.length < MOST_UNITS && rows < MOST_ROWS) {
      const unit = this.#queue.shift();
      if (!unit) break;
      ran.push(unit);
      const writer = new UnitWriter(this.#connection);
      let outcome: Outcome;
      try {
        outcome = { value: await unit.work(writer) };
      } catch (refusal) {
        outcome = { refusal };
      }
      rows += writer.end('refusal' in outcome);
      outcomes.push(outcome);
    }
    return outcomes;
  }
}

function settle(units: readonly Unit[], outcomes: readonly Outcome[]): void {
  for (const [index, unit] of units.entries()) {
    const outcome = outcomes[index] as Outcome;
    if ('refusal' in outcome) unit.reject(outcome.refusal);
    else unit.resolve(outcome.value as never);
  }
}

class UnitWriter implements Writer {
  readonly #connection: Connection;
  #ended = false;
  /** Begun with the first change: a unit that refuses before it costs nothing. */
  #savepoint = false;
  #rows = 0;
  #lost: unknown;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async all<R extends object>(sql: string, ...parameters: Value[]): Promise<R[]> {
    return this.#guarded((connection) => connection.all<R>(sql, parameters));
  }

  async get<R extends object>(sql: string, ...parameters: Value[]): Promise<R | undefined> {
    return this.#guarded((connection) => connection.get<R>(sql, parameters));
  }

  async run(sql: string, ...parameters: Value[]): Promise<number> {
    return this.#guarded((connection) => {
      if (!this.#savepoint) {
        connection.run('SAVEPOINT unit');
        this.#savepoint = true;
      }
      const rows = connection.run(sql, parameters);
      this.#rows += rows;
      return rows;
    });
  }

  /** @returns the number of rows changed. @throws when the transaction was lost under the unit */
  end(undo: boolean): number {
    this.#ended = true;
    if (!this.#connection.inTransaction) throw this.#lost ?? new Error('the transaction was lost');
    if (!this.#savepoint) return 0;
    if (undo) this.#connection.run('ROLLBACK TO unit');
    this.#connection.run('RELEASE unit');
    return undo ? 0 : this.#rows;
  }

  #guarded<Result>(work: (connection: Connection) => Result): Result {
    if (this.#ended) throw new Error('this writer is used after its write ended');
    // SQLite ends a transaction by itself on some failures; what came after would be committed alone.
    if (this.#lost !== undefined) throw this.#lost;
    try {
      return work(this.#connection);
    } catch (failure) {
      if (!this.#connection.inTransaction) this.#lost = failure;
      throw failure;
    }
  }
}
