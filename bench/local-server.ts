import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchProcess, spawnReady } from './process.ts';

/** A server with an empty database. */
export interface LocalServer {
  readonly url: string;
  readonly process: BenchProcess;
  /** A folder that is removed with the server; the database is in it. */
  readonly folder: string;
}

const PARLEY = new URL('../packages/cli/bin/parley', import.meta.url).pathname;

/** Has a server, in a process of its own, for as long as some work takes. */
export async function withServer(work: (server: LocalServer) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    const server = await spawnReady(
      [PARLEY, 'serve', '--port', '0', '--data', join(folder, 'data'), '--log', 'error'],
      /localhost:(\d+)/,
    );
    try {
      await work({ url: `http://localhost:${server.port}`, process: server, folder });
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
