import { join } from 'node:path';

/** A process that runs holder.ts, and the lines that it has printed. */
export class Child {
  readonly lines: string[] = [];
  readonly #process: Bun.Subprocess<'ignore', 'pipe', 'inherit'>;
  readonly #read: Promise<void>;
  #waiting: (() => void) | undefined;

  constructor(...args: string[]) {
    this.#process = Bun.spawn([process.execPath, join(import.meta.dir, 'holder.ts'), ...args], {
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'inherit',
    });
    this.#read = this.#readLines();
  }

  /** Resolves when it has printed so many lines, or has ended. */
  async printed(count: number): Promise<void> {
    let ended = false;
    const end = this.#read.then(() => {
      ended = true;
    });
    while (this.lines.length < count && !ended) {
      const next = new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
      await Promise.race([next, end]);
    }
  }

  /** Ends it as kill -9 does; resolves when it is gone and all that it printed is read. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#process.exited;
    await this.#read;
  }

  async #readLines(): Promise<void> {
    let rest = '';
    for await (const text of this.#process.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      this.lines.push(...lines);
      this.#waiting?.();
    }
  }
}
