import { rename, unlink } from 'node:fs/promises';

/** Everything but data goes to standard error. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Data goes to standard output. Resolves when it was taken. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Where a command's data goes: standard output, or a file that appears whole or not at all. */
export interface Sink {
  write(text: string): Promise<void>;
  /** Makes what was written final. */
  finish(): Promise<void>;
  /** Leaves no trace of it. */
  drop(): Promise<void>;
}

export async function openSink(file: string | undefined): Promise<Sink> {
  if (file === undefined) return { write: print, finish: async () => {}, drop: async () => {} };
  const draft = `${file}.${process.pid}.part`;
  const writer = Bun.file(draft).writer();
  return {
    write: async (text) => {
      await writer.write(text);
    },
    finish: async () => {
      await writer.end();
      await rename(draft, file);
    },
    drop: async () => {
      await writer.end();
      await unlink(draft);
    },
  };
}

/** A progress line on a terminal, rewritten in place; nothing in a pipe. */
export function progress(what: string): { show(count: number): void; end(): void } {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => {}, end: () => {} };
  return {
    show: (count) => stderr.write(`\r${what}: ${count}\u001b[K`),
    end: () => stderr.write('\r\u001b[K'),
  };
}
