/**
 * Where a station keeps what it must not forget. A station id belongs to one local store
 * (docs/spec/trust.md section 4): a store that was lost, copied or restored wants a new station.
 *
 * Everything that resolves is durable: it survives the end of the process and of the machine.
 */
export interface LocalStore {
  /** A document: any JSON value; undefined when there is none of that name. */
  get(name: string): Promise<unknown>;
  /** Replaces a document as a whole: afterwards there is the old one or the new one, never a part. */
  set(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
  /** Names of all that is there, in no order: of documents, and of logs that have records. */
  names(): Promise<StoredNames>;
  /** The log of that name; it need not exist yet. */
  log(name: string): LocalLog;
  /**
   * Runs `work` while nobody else who shares the store, in this process or another, holds the lock of that name.
   * Locks of different names are independent. Not reentrant.
   */
  lock<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** Absent where that cannot be told. @throws ClientError `store_broken` where nothing can be changed now */
  checkWritable?(): Promise<void>;
  close(): Promise<void>;
}

export interface StoredNames {
  readonly documents: readonly string[];
  readonly logs: readonly string[];
}

/** A text, or the whole pieces that one of a megabyte is put together of: joining them takes longer than writing them. */
export type Pieces = string | readonly string[];

/** What stands before a record that is given and is not as it was appended: no reader takes it for one that is whole. */
export const DAMAGED = '\0';

/** Records in the order in which they were appended. A record is one line of text: it has no line break. */
export interface LocalLog {
  /** Appends one record: afterwards it is there whole or not at all. */
  append(record: Pieces): Promise<void>;
  /** The newest record; undefined when there is none. */
  last(): Promise<string | undefined>;
  /**
   * The records from a position on (0, or one that an earlier walk gave), oldest first, each with the position
   * behind it.
   */
  records(from?: number): AsyncIterable<{ record: string; next: number }>;
  /**
   * The records before a position (the end when absent), newest first, each with the position that it stands at:
   * `records` from there begins with it, `recordsBack` from there goes on with the one before. Reads no more of
   * the log than is asked for.
   */
  recordsBack(before?: number): AsyncIterable<{ record: string; at: number }>;
  /**
   * Changes records in place, as a whole: afterwards all of them are changed or none. Positions stay valid.
   * @param change gives the new record, at most as long as the old one, or undefined to leave it
   */
  rewrite(change: (record: string) => string | undefined): Promise<void>;
  /**
   * Puts a record in the place of all that stands from one position to another, which is damaged. Other positions stay
   * valid; one in between leads to the new record. Absent where nothing is damaged without a word.
   * @returns whether it had room there; nothing is changed where it has not
   */
  mend?(at: number, next: number, record: string): Promise<boolean>;
  /** Removes all records as a whole; positions start anew. */
  clear(): Promise<void>;
}

/** The text of some pieces. */
export function joined(record: Pieces): string {
  return typeof record === 'string' ? record : record.join('');
}
