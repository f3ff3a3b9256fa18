import { Commits } from './commits.ts';
import { Connection } from './connection.ts';
import type { Engine, Reader, Writer } from './engine.ts';
import { Readers } from './readers.ts';

/** How many snapshots may be read at the same time; more wait. Reading is never slower for it: it is one thread. */
const READERS = 4;

/*
 * 8 KB pages: a row of a usual message (about 1.3 KB) fits into one, where 4 KB pages would put a part of it
 * into a page of its own. `synchronous = FULL` with WAL syncs the log at every commit; `fullfsync` makes that
 * reach the disk itself on macOS. Pages are mapped rather than copied, so that the connections share them.
 */
const SHARED = ['busy_timeout = 5000', 'mmap_size = 1073741824', 'cache_size = -8192', 'temp_store = MEMORY'];
const WRITER = [
  'page_size = 8192',
  'journal_mode = WAL',
  'synchronous = FULL',
  'fullfsync = ON',
  'checkpoint_fullfsync = ON',
  'foreign_keys = ON',
  'wal_autocheckpoint = 4000',
  'journal_size_limit = 67108864',
  'secure_delete = FAST',
  ...SHARED,
];
const READER = [...SHARED, 'query_only = ON'];

/**
 * The database in one SQLite file: one connection writes, a few read.
 * @param path of a file that exists, be it empty
 */
export class SqliteEngine implements Engine {
  readonly #writer: Connection;
  readonly #commits: Commits;
  readonly #readers: Readers;
  #closed: Promise<void> | undefined;

  constructor(path: string) {
    this.#writer = new Connection(path, WRITER);
    this.#commits = new Commits(this.#writer);
    this.#readers = new Readers(() => new Connection(path, READER), READERS);
  }

  read<Result>(work: (reader: Reader) => Promise<Result>): Promise<Result> {
    return this.#readers.read(work);
  }

  write<Result>(work: (writer: Writer) => Promise<Result>): Promise<Result> {
    return this.#commits.add(work);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await Promise.all([this.#commits.close(), this.#readers.close()]);
    this.#writer.close();
  }
}
