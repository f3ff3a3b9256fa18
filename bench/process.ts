import { readFileSync } from 'node:fs';

/** A process that a benchmark measures. */
export interface BenchProcess {
  readonly port: number;
  /** The processor time that it has used, in microseconds, to 10 ms; undefined where the system has no `/proc`. */
  processorTime(): number | undefined;
  /** Its memory that is in use, in bytes; undefined where the system has no `/proc`. */
  memory(): number | undefined;
  stop(): Promise<void>;
}

/** Starts a process and waits for the line that tells its port. */
export async function spawnReady(command: string[], ready: RegExp): Promise<BenchProcess> {
  const child = Bun.spawn(command, { stdout: 'pipe', stderr: 'inherit' });
  let output = '';
  for await (const chunk of child.stdout) {
    output += new TextDecoder().decode(chunk);
    const port = ready.exec(output)?.[1];
    if (port !== undefined) {
      return {
        port: Number(port),
        processorTime: () => processorTimeOf(child.pid),
        memory: () => memoryOf(child.pid),
        stop: async () => {
          child.kill('SIGTERM');
          await child.exited;
        },
      };
    }
  }
  throw new Error(`${command.join(' ')} ended before it was ready.`);
}

/**
 * The memory of a process that is in use, in bytes, of what it shares with others its part (a browser's processes
 * share most of the browser); undefined where the system does not tell.
 */
export function memoryOf(pid: number): number | undefined {
  try {
    const memory = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(memory)?.[1]) * 1024;
  } catch {
    return undefined;
  }
}

/** Of all its threads, in user and system mode. */
function processorTimeOf(pid: number): number | undefined {
  let status: string;
  try {
    status = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name, in parentheses, may hold anything; both times are the 12th and 13th fields behind it, in 1/100 s.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
