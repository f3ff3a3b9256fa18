/** A process that a benchmark measures. */
export interface BenchProcess {
  readonly port: number;
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
        stop: async () => {
          child.kill('SIGTERM');
          await child.exited;
        },
      };
    }
  }
  throw new Error(`${command.join(' ')} ended before it was ready.`);
}
