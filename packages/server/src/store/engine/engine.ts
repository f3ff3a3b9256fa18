/** What a query takes and gives; 64-bit integers come as numbers (none here exceeds 2^53). */
export type Value = string | number | null;
export type Row = Record<string, Value>;

/**
 * Reading. SQL is written once for both engines: parameters are `$1`, `$2`, … and may repeat.
 * All queries of one `Engine.read` see the same state.
 */
export interface Reader {
  all<R extends object = Row>(sql: string, ...parameters: Value[]): Promise<R[]>;
  get<R extends object = Row>(sql: string, ...parameters: Value[]): Promise<R | undefined>;
}

/** Writing: must be asked for, with `Engine.write`. */
export interface Writer extends Reader {
  /** @returns the number of rows changed */
  run(sql: string, ...parameters: Value[]): Promise<number>;
}

/** A database. What differs between the two kinds stands behind this interface, and nowhere else. */
export interface Engine {
  /** Runs `work` on one consistent state that holds only what is committed. */
  read<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` in a transaction and resolves when it is durable: committed and on disk. Work that arrives
   * together shares one commit. Work that throws leaves nothing behind, and does not disturb its neighbours.
   * `work` may only await its writer.
   */
  write<Result>(work: (writer: Writer) => Promise<Result>): Promise<Result>;
  /** Waits for what is under way, then closes. */
  close(): Promise<void>;
}
