import { access, constants, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { ClientError } from '../errors.ts';
import type { LocalLog, LocalStore, StoredNames } from '../store/local-store.ts';
import { Queues } from '../store/queue.ts';
import { acquireFileLock } from './file-lock.ts';
import { FileLog } from './file-log.ts';
import { isCode, made, replaceFile, storeError, syncFolder } from './files.ts';

const DOCUMENT = '.json';
const LOG = '.log';

/**
 * A store in a folder, for Bun and Node, which several processes may share. Files are readable by their owner only.
 * A crash at any moment leaves every document and record as it was before or as it is after.
 */
export class FileStore implements LocalStore {
  readonly #folder: string;
  readonly #queues = new Queues();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(name: string): Promise<unknown> {
    const path = this.#path(name, DOCUMENT);
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (isCode(error, 'ENOENT')) return undefined;
      throw storeError(error, path);
    }
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new ClientError(
        'store_broken',
        `${path} is garbled. Restore it from a backup, or move the folder ${this.#folder} away and log in anew.`,
        { cause },
      );
    }
  }

  async set(name: string, value: unknown): Promise<void> {
    await replaceFile(this.#path(name, DOCUMENT), JSON.stringify(value));
  }

  async remove(name: string): Promise<void> {
    const path = this.#path(name, DOCUMENT);
    try {
      await rm(path, { force: true });
      await syncFolder(dirname(path));
    } catch (error) {
      if (!isCode(error, 'ENOENT')) throw storeError(error, path);
    }
  }

  async names(): Promise<StoredNames> {
    try {
      const paths = await readdir(this.#folder, { recursive: true });
      const sizes = await Promise.all(
        paths.map(async (path) => (path.endsWith(LOG) ? (await stat(join(this.#folder, path))).size : 0)),
      );
      const filled = paths.filter((_, index) => sizes[index] !== 0);
      return { documents: namesEnding(paths, DOCUMENT), logs: namesEnding(filled, LOG) };
    } catch (error) {
      if (isCode(error, 'ENOENT')) return { documents: [], logs: [] };
      throw storeError(error, this.#folder);
    }
  }

  log(name: string): LocalLog {
    return new FileLog(this.#path(name, LOG));
  }

  lock<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    return this.#queues.run(name, async () => {
      const path = this.#path(name, '.lock');
      const release = await made(path, () => acquireFileLock(path));
      try {
        return await work();
      } finally {
        await release();
      }
    });
  }

  async checkWritable(): Promise<void> {
    try {
      await access(this.#folder, constants.W_OK);
    } catch (error) {
      throw storeError(error, this.#folder);
    }
  }

  async close(): Promise<void> {}

  /** Slashes in a name make folders; everything else that a file system might read otherwise is encoded. */
  #path(name: string, ending: string): string {
    const steps = name.split('/').map((step) => encodeURIComponent(step).replace(/^\./, '%2E'));
    return join(this.#folder, ...steps) + ending;
  }
}

/** The inverse of a path: the names of the files with that ending; others may have put files there as well. */
function namesEnding(paths: readonly string[], ending: string): string[] {
  return paths
    .filter((path) => path.endsWith(ending))
    .flatMap((path) => {
      try {
        return path.slice(0, -ending.length).split(sep).map(decodeURIComponent).join('/');
      } catch {
        return [];
      }
    });
}
