import { rmSync, type Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, readdir, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { LocalStore } from '@parley/client';
import { fileError, print, say } from './output.ts';
import { clearProgress } from './progress.ts';
import { beforeStop } from './stop-signal.ts';

/** Where a command's data goes. */
export interface Sink {
  write(text: string): Promise<void>;
  /** Makes what was written final. */
  finish(): Promise<void>;
  /** Leaves no trace of it, as far as that can be. */
  drop(): Promise<void>;
}

/** The file that `--out` names; undefined for standard output, which `-` names as well. */
export function outFile(out: string | undefined): string | undefined {
  return out === '-' ? undefined : out;
}

/** Standard output; what went out there cannot be taken back. */
export const standardOutput: Sink = { write: print, finish: async () => {}, drop: async () => {} };

/** Characters that are gathered before they are written: a message alone is not worth a call of the system. */
const GATHERED = 64 * 1024;

/** Writes all that `pieces` gives, and makes it final: afterwards the sink has all of it or, where it can, none. */
export async function pour(pieces: AsyncIterable<string> | Iterable<string>, sink: Sink): Promise<void> {
  try {
    let text = '';
    for await (const piece of pieces) {
      text += piece;
      if (text.length < GATHERED) continue;
      await sink.write(text);
      text = '';
    }
    if (text !== '') await sink.write(text);
    await sink.finish();
    clearProgress();
  } catch (error) {
    await sink.drop();
    throw error;
  }
}

/** Of a file that is made, before the umask takes from it: what a shell gives that is told to write somewhere. */
const COMMON_MODE = 0o666;
/** Of a file that only its owner may read. */
export const PRIVATE_MODE = 0o600;
const PERMISSIONS = 0o777;
const OF_THE_GROUP = 0o070;

/**
 * A file that is replaced as a whole, or not at all; it stays readable for whom it was. Of a link it is what the link
 * leads to; what only takes data, such as a device or a pipe, is written to.
 * @param mode of a file that is not there yet, before the umask
 */
export async function replacingFile(path: string, mode = COMMON_MODE): Promise<Sink> {
  const there = await placeOf(path);
  if (!there) return appendingFile(path);
  const { place, before } = there;
  await removeAbandoned(place);
  const draft = `${place}.${process.pid}.part`;
  const file = await opened(draft, 'w', before ? PRIVATE_MODE : mode, path);
  // Where a file system knows no permissions, or not these, it stays as private as it is.
  if (before) await takeOver(file, before).catch(() => {});
  // What is in it is no longer encrypted: none of it is left lying there.
  const forget = beforeStop(() => rmSync(draft, { force: true }));
  return fileSink(file, path, {
    keep: () => rename(draft, place).then(forget),
    drop: () => unlink(draft).then(forget),
  });
}

/** Where the file that is to be replaced lies, and what is known of it; undefined for what is there and no file. */
async function placeOf(path: string): Promise<{ place: string; before?: Stats } | undefined> {
  try {
    const before = await stat(path);
    if (before.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    return before.isFile() ? { place: await realpath(path), before } : undefined;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return { place: path };
    throw fileError(error, path);
  }
}

/** Gives a file the permissions of another one; those of a group only where the file can be that group's. */
async function takeOver(file: FileHandle, { mode, gid }: Stats): Promise<void> {
  const own = await file.stat();
  const isTheirs =
    own.gid === gid ||
    (await file.chown(own.uid, gid).then(
      () => true,
      () => false,
    ));
  await file.chmod(mode & PERMISSIONS & (isTheirs ? PERMISSIONS : ~OF_THE_GROUP));
}

/** A file that is written on behind what it holds. */
export async function appendingFile(path: string): Promise<Sink> {
  return fileSink(await opened(path, 'a', COMMON_MODE), path, { keep: async () => {}, drop: async () => {} });
}

/** What must be known to complete an append that was interrupted. */
interface Appending {
  readonly path: string;
  /** Tells the file from another one that took its name. */
  readonly inode: number;
  /** Bytes that were there before. */
  readonly size: number;
  /** Where the mark stood: once it has moved, what was appended counts. */
  readonly mark: string;
}

/**
 * Appends to files so that each piece is there exactly once, whatever interrupts it: before the first byte, the
 * station's store learns where the file ended, and what stands behind that counts only once the mark has moved.
 */
export class Appender {
  readonly #store: LocalStore;
  readonly #name: string;

  /** @param name of the document in the store: one for each mark */
  constructor(store: LocalStore, name: string) {
    this.#store = store;
    this.#name = name;
  }

  /** Takes back what an interrupted append has left. @param mark where the mark stands now */
  async recover(mark: string): Promise<void> {
    const before = (await this.#store.get(this.#name)) as Appending | undefined;
    if (!before) return;
    if (before.mark === mark) await takeBack(before);
    await this.#store.remove(this.#name);
  }

  /** A sink behind all that the file holds. `settle` once the mark has moved. */
  async open(path: string, mark: string): Promise<Sink> {
    const file = await opened(path, 'a', COMMON_MODE);
    const { size, ino: inode } = await file.stat();
    await this.#store.set(this.#name, { path: resolve(path), inode, size, mark } satisfies Appending);
    return fileSink(file, path, { keep: async () => {}, drop: () => this.recover(mark) });
  }

  async settle(): Promise<void> {
    await this.#store.remove(this.#name);
  }
}

/** Whether nothing stands in a file yet. */
export async function isEmpty(path: string): Promise<boolean> {
  try {
    return (await stat(path)).size === 0;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return true;
    throw fileError(error, path);
  }
}

async function takeBack({ path, inode, size }: Appending): Promise<void> {
  let file: FileHandle;
  try {
    file = await open(path, 'r+');
  } catch (error) {
    // Moved or removed since: there is nothing to complete.
    if ((error as { code?: string }).code === 'ENOENT') return;
    throw fileError(error, path);
  }
  try {
    const now = await file.stat();
    if (now.size <= size) return;
    if (now.ino === inode) await file.truncate(size);
    else say(`${path} was replaced since an interrupted download: look for messages that stand in it twice.`);
  } catch (error) {
    throw fileError(error, path);
  } finally {
    await file.close();
  }
}

/** @param named as the user knows it */
async function opened(path: string, flags: string, mode: number, named = path): Promise<FileHandle> {
  try {
    return await open(path, flags, mode);
  } catch (error) {
    throw fileError(error, named);
  }
}

function fileSink(
  file: FileHandle,
  path: string,
  end: { keep: () => Promise<void>; drop: () => Promise<void> },
): Sink {
  let isOpen = true;
  const close = async () => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  const telling = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      throw fileError(error, path);
    }
  };
  return {
    write: (text) => telling(() => file.appendFile(text)),
    finish: () =>
      telling(async () => {
        // Devices and pipes have nothing to keep, and refuse.
        if ((await file.stat()).isFile()) await file.sync();
        await close();
        await end.keep();
      }),
    drop: () =>
      telling(async () => {
        await close();
        await end.drop();
      }),
  };
}

/** Removes drafts of a file that a process which is gone has left. */
async function removeAbandoned(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  const prefix = `${basename(path)}.`;
  let names: string[];
  try {
    names = await readdir(folder);
  } catch {
    return;
  }
  for (const name of names) {
    const pid = name.startsWith(prefix) && /^(\d+)\.part$/.exec(name.slice(prefix.length))?.[1];
    if (pid && !isRunning(Number(pid))) await unlink(join(folder, name)).catch(() => {});
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
