import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { joined, type LocalLog, type Pieces } from '../store/local-store.ts';
import { isCode, made, replaceFile, storeError, syncFolder } from './files.ts';
import { recordIn, SUM_LENGTH, sumOf } from './line-sum.ts';

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
 * A log as a file: one record and its sum a line, a position is an offset in bytes. A record counts once its line feed
 * is there: what a crash left half-written behind the last line feed is never read, and cut off by the next append.
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
        await writeAll(file, line, end);
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
      return recordIn(await block(file, begin, end - 1 - begin));
    });
  }

  records(from = 0): AsyncGenerator<{ record: string; next: number }> {
    return walking((walk) => this.#records(from, walk));
  }

  recordsBack(before?: number): AsyncGenerator<{ record: string; at: number }> {
    return walking((walk) => this.#back(before, walk));
  }

  async *#records(from: number, walk: Walk): AsyncGenerator<{ record: string; next: number }> {
    for await (const { line, next } of this.#lines(from, walk)) yield { record: recordIn(line), next };
  }

  /** Each line without its line feed, valid until the next one is asked for. */
  async *#lines(from: number, walk: Walk): AsyncGenerator<{ line: Uint8Array; next: number }> {
    const file = await this.#openToRead();
    if (!file) return;
    walk.file = file;
    try {
      const end = await endOfRecords(file);
      // One buffer for the whole walk: of a long log, a new one for each block would be most of the memory.
      let buffer = new Uint8Array(2 * BLOCK);
      let held = 0;
      for (let at = await beginningOf(file, Math.min(from, end)); at < end; ) {
        if (held + BLOCK > buffer.length) buffer = grown(buffer);
        const { bytesRead } = await file.read(buffer, held, Math.min(BLOCK, end - at), at);
        if (bytesRead === 0) break;
        const filled = buffer.subarray(0, held + bytesRead);
        const offset = at - held;
        let begin = 0;
        for (let feed = filled.indexOf(LINE_FEED, held); feed !== -1; ) {
          yield { line: filled.subarray(begin, feed), next: offset + feed + 1 };
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
      let behind = before === undefined ? end : await beginningOf(file, Math.min(before, end));
      while (behind > 0) {
        const at = (await lastLineFeed(file, behind - 1)) + 1;
        yield { record: recordIn(await block(file, at, behind - 1 - at)), at };
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
    for await (const { line } of this.#lines(0, {})) {
      const other = change(recordIn(line));
      const next = other === undefined ? withLineFeed(line) : filledLine(other, line.length + 1);
      if (!next) throw new RangeError('A record can only be changed into one that is no longer.');
      lines.push(next);
      changed ||= other !== undefined;
    }
    if (changed) await replaceFile(this.#path, lines);
  }

  async mend(at: number, next: number, record: string): Promise<boolean> {
    const line = filledLine(record, next - at);
    if (!line) return false;
    try {
      const file = await open(this.#path, 'r+');
      try {
        await writeAll(file, line, at);
        await file.datasync();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw storeError(error, this.#path);
    }
    return true;
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

/** A record's line; its bytes belong to the caller until it gives them to `leave`. */
function lineOf(record: Pieces): Uint8Array<ArrayBuffer> {
  const pieces = typeof record === 'string' ? [record] : record;
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const held = spare && spare.length > length ? spare : new Uint8Array(length + BLOCK / 4);
  spare = undefined;
  let end = 0;
  for (const piece of pieces) {
    const { read, written } = encoder.encodeInto(piece, held.subarray(end));
    end += written;
    if (read < piece.length || end + SUM_LENGTH >= held.length)
      return lineAlone(encoder.encode(joined(record)));
  }
  held.set(sumOf(held.subarray(0, end)), end);
  end += SUM_LENGTH;
  held[end] = LINE_FEED;
  return held.subarray(0, end + 1);
}

function lineAlone(record: Uint8Array): Uint8Array<ArrayBuffer> {
  const line = new Uint8Array(record.length + SUM_LENGTH + 1);
  line.set(record);
  line.set(sumOf(record), record.length);
  line[line.length - 1] = LINE_FEED;
  return line;
}

/**
 * A record's line of a given length: filled up with blanks behind it, which JSON ignores, so that what follows stays
 * where it is. A line that an older version wrote may have no room for a sum.
 * @returns undefined when the record has no room
 */
function filledLine(record: string, length: number): Uint8Array<ArrayBuffer> | undefined {
  const bytes = encoder.encode(record);
  if (bytes.length >= length) return undefined;
  const line = new Uint8Array(length).fill(BLANK);
  line.set(bytes);
  line[length - 1] = LINE_FEED;
  const end = length - 1 - SUM_LENGTH;
  if (bytes.length <= end) line.set(sumOf(line.subarray(0, end)), end);
  return line;
}

function withLineFeed(line: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(line.length + 1);
  whole.set(line);
  whole[line.length] = LINE_FEED;
  return whole;
}

async function writeAll(file: FileHandle, bytes: Uint8Array<ArrayBuffer>, at: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await file.write(bytes, written, bytes.length - written, at + written)).bytesWritten;
  }
}

function leave(line: Uint8Array<ArrayBuffer>): void {
  if (line.buffer.byteLength <= 4 * BLOCK) spare = new Uint8Array(line.buffer);
}

function grown(buffer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * buffer.length);
  larger.set(buffer);
  return larger;
}

/** Where the line begins that a position lies in: within one that was mended, it comes again rather than never. */
async function beginningOf(file: FileHandle, position: number): Promise<number> {
  if (position === 0 || (await block(file, position - 1, 1))[0] === LINE_FEED) return position;
  return (await lastLineFeed(file, position)) + 1;
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
