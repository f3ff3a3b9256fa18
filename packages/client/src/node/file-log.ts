import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { joined, type LocalLog, type Pieces } from '../store/local-store.ts';
import { isCode, made, replaceFile, storeError, syncFolder } from './files.ts';

const LINE_FEED = 0x0a;
const BLANK = 0x20;
/** How much is read at once, in bytes. */
const BLOCK = 1024 * 1024;
const TAIL = 64 * 1024;
const encoder = new TextEncoder();

/** What a walk over a log has open: undefined before it begins, and once it is over. */
interface Walk {
  file?: FileHandle | undefined;
}

/** Closes what a walk has open when nobody can go on with it: whoever asks for its first record alone never ends it. */
const abandoned = new FinalizationRegistry<Walk>(({ file }) => {
  file?.close().catch(() => {});
});

function walking<Record>(begin: (walk: Walk) => AsyncGenerator<Record>): AsyncGenerator<Record> {
  const walk: Walk = {};
  const records = begin(walk);
  abandoned.register(records, walk);
  return records;
}

/**
 * A log as a file: one record a line, a position is an offset in bytes. A record counts once its line feed is there:
 * what a crash left half-written behind the last line feed is never read, and cut off by the next append.
 */
export class FileLog implements LocalLog {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async append(record: Pieces): Promise<void> {
    try {
      const file = await this.#openToWrite();
      try {
        const end = await endOfRecords(file);
        await file.truncate(end);
        const line = lineOf(record);
        for (let written = 0; written < line.length; ) {
          written += (await file.write(line, written, line.length - written, end + written)).bytesWritten;
        }
        leave(line);
        await file.datasync();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw storeError(error, this.#path);
    }
  }

  async last(): Promise<string | undefined> {
    return this.#reading(undefined, async (file) => {
      const end = await endOfRecords(file);
      if (end === 0) return undefined;
      const begin = (await lastLineFeed(file, end - 1)) + 1;
      return new TextDecoder().decode(await block(file, begin, end - 1 - begin));
    });
  }

  records(from = 0): AsyncGenerator<{ record: string; next: number }> {
    return walking((walk) => this.#forth(from, walk));
  }

  recordsBack(before?: number): AsyncGenerator<{ record: string; at: number }> {
    return walking((walk) => this.#back(before, walk));
  }

  async *#forth(from: number, walk: Walk): AsyncGenerator<{ record: string; next: number }> {
    const file = await this.#openToRead();
    if (!file) return;
    walk.file = file;
    try {
      const end = await endOfRecords(file);
      const decoder = new TextDecoder();
      // One buffer for the whole walk: of a long log, a new one for each block would be most of the memory.
      let buffer = new Uint8Array(2 * BLOCK);
      let held = 0;
      for (let at = from; at < end; ) {
        if (held + BLOCK > buffer.length) buffer = grown(buffer);
        const { bytesRead } = await file.read(buffer, held, Math.min(BLOCK, end - at), at);
        if (bytesRead === 0) break;
        const filled = buffer.subarray(0, held + bytesRead);
        const offset = at - held;
        let begin = 0;
        for (let feed = filled.indexOf(LINE_FEED, held); feed !== -1; ) {
          yield { record: decoder.decode(filled.subarray(begin, feed)), next: offset + feed + 1 };
          begin = feed + 1;
          feed = filled.indexOf(LINE_FEED, begin);
        }
        filled.copyWithin(0, begin);
        held = filled.length - begin;
        at += bytesRead;
      }
    } finally {
      walk.file = undefined;
      await file.close();
    }
  }

  async *#back(before: number | undefined, walk: Walk): AsyncGenerator<{ record: string; at: number }> {
    const file = await this.#openToRead();
    if (!file) return;
    walk.file = file;
    try {
      const end = await endOfRecords(file);
      for (let behind = Math.min(before ?? end, end); behind > 0; ) {
        const at = (await lastLineFeed(file, behind - 1)) + 1;
        yield { record: new TextDecoder().decode(await block(file, at, behind - 1 - at)), at };
        behind = at;
      }
    } finally {
      walk.file = undefined;
      await file.close();
    }
  }

  async rewrite(change: (record: string) => string | undefined): Promise<void> {
    let changed = false;
    const lines: Uint8Array[] = [];
    for await (const { record } of this.records()) {
      const line = encoder.encode(`${record}\n`);
      const other = change(record);
      if (other === undefined) {
        lines.push(line);
        continue;
      }
      // Filled up with blanks behind it, which JSON ignores, so that what follows stays where it is.
      const filled = new Uint8Array(line.length).fill(BLANK);
      filled.set(encoder.encode(other));
      filled[line.length - 1] = LINE_FEED;
      lines.push(filled);
      changed = true;
    }
    if (changed) await replaceFile(this.#path, lines);
  }

  async clear(): Promise<void> {
    await replaceFile(this.#path, []);
  }

  #openToWrite(): Promise<FileHandle> {
    return made(this.#path, async () => {
      try {
        return await open(this.#path, 'r+');
      } catch (error) {
        if (!isCode(error, 'ENOENT')) throw error;
      }
      const file = await open(this.#path, 'wx+', 0o600);
      await syncFolder(dirname(this.#path));
      return file;
    });
  }

  async #openToRead(): Promise<FileHandle | undefined> {
    try {
      return await open(this.#path, 'r');
    } catch (error) {
      if (isCode(error, 'ENOENT')) return undefined;
      throw storeError(error, this.#path);
    }
  }

  async #reading<Result>(none: Result, work: (file: FileHandle) => Promise<Result>): Promise<Result> {
    const file = await this.#openToRead();
    if (!file) return none;
    try {
      return await work(file);
    } finally {
      await file.close();
    }
  }
}

/** What the last line stood in, for the next one: of a long history, the system clears less memory than it else would. */
let spare: Uint8Array<ArrayBuffer> | undefined;

/** A record's bytes and its line feed; they belong to the caller until it gives them to `leave`. */
function lineOf(record: Pieces): Uint8Array<ArrayBuffer> {
  const pieces = typeof record === 'string' ? [record] : record;
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const held = spare && spare.length > length ? spare : new Uint8Array(length + BLOCK / 4);
  spare = undefined;
  let end = 0;
  for (const piece of pieces) {
    const { read, written } = encoder.encodeInto(piece, held.subarray(end));
    end += written;
    if (read < piece.length || end === held.length) return encoder.encode(`${joined(record)}\n`);
  }
  held[end] = LINE_FEED;
  return held.subarray(0, end + 1);
}

function leave(line: Uint8Array<ArrayBuffer>): void {
  if (line.buffer.byteLength <= 4 * BLOCK) spare = new Uint8Array(line.buffer);
}

function grown(buffer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * buffer.length);
  larger.set(buffer);
  return larger;
}

/** The offset behind the last line feed. */
async function endOfRecords(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  return (await lastLineFeed(file, size)) + 1;
}

/** The offset of the last line feed before `end`; -1 when there is none. */
async function lastLineFeed(file: FileHandle, end: number): Promise<number> {
  for (let top = end; top > 0; ) {
    const begin = Math.max(0, top - TAIL);
    const found = (await block(file, begin, top - begin)).lastIndexOf(LINE_FEED);
    if (found !== -1) return begin + found;
    top = begin;
  }
  return -1;
}

async function block(file: FileHandle, begin: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, begin + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
