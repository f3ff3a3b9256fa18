import { openSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './folder.ts';

/** `parley serve` as a process of its own, as an operator runs it. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** The data folder. */
  readonly data: string;
  /** The file that holds all it has printed to standard error: its log. */
  readonly log: string;
  /** Ends it, by SIGTERM when no signal is given. @returns its exit code, or null when a signal ended it */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const PARLEY = new URL('../../cli/bin/parley', import.meta.url).pathname;

/**
 * Starts `parley serve` and waits until it is ready.
 * @param folder where data and log are kept; a new temporary one when absent, removed by `stop`
 */
export async function startServerProcess(
  options: { folder?: string; port?: number; env?: Record<string, string> } = {},
): Promise<ServerProcess> {
  const temporary = options.folder === undefined ? temporaryFolder() : undefined;
  const folder = options.folder ?? (temporary?.path as string);
  const data = join(folder, 'data');
  const log = join(folder, 'log');
  const child = Bun.spawn([PARLEY, 'serve', '--port', String(options.port ?? 0), '--data', data], {
    env: { ...process.env, ...options.env },
    stdout: 'pipe',
    stderr: openSync(log, 'a'),
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    await child.exited;
    temporary?.remove();
    return child.exitCode;
  };
  let output = '';
  for await (const chunk of child.stdout) {
    output += new TextDecoder().decode(chunk);
    const url = /^Parley is ready at (http:\S+)$/m.exec(output)?.[1];
    if (url) return { url, pid: child.pid, data, log, stop };
  }
  throw new Error(`parley serve ended before it was ready: ${await Bun.file(log).text()}`);
}

/** What a command came to. */
export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command to its end, with nothing to read. @param options its folder, and what is added to the environment */
export async function runCommand(
  command: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const child = Bun.spawn([...command], {
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    env: { ...process.env, ...options.env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [output, errors, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, output, errors };
}
