import { type Config, type RunningServer, readConfig, type Sources, startServer } from '@parley/server';
import { temporaryFolder } from './folder.ts';

export interface TestServerOptions {
  /** Settings other than the tests' usual ones. */
  readonly config?: Partial<Config>;
  /** The clock and ids, where a test needs to know them. */
  readonly sources?: Partial<Sources>;
  /** A data folder to go on with; otherwise a new temporary one. */
  readonly data?: string;
  /** Keeps a temporary data folder in memory: for a test that writes very often. */
  readonly inMemory?: boolean;
}

/** A real server in this process: a port that the system chose, a database of its own. */
export interface TestServer {
  readonly url: string;
  readonly data: string;
  /** The server itself, as it runs now. */
  readonly running: RunningServer;
  /** Stops it and starts another one on the same data, on the same port where it is still free. */
  restart(): Promise<void>;
  /** Stops it and removes its data, unless the folder was given. */
  close(): Promise<void>;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const temporary = options.data === undefined ? temporaryFolder(options.inMemory) : undefined;
  const data = options.data ?? (temporary?.path as string);
  const usual = readConfig({ port: '0', data, logLevel: 'silent' }, {});
  const start = (port: number) => startServer({ ...usual, ...options.config, port }, options.sources);
  let running: RunningServer = await start(options.config?.port ?? 0);
  return {
    get url() {
      return running.url;
    },
    data,
    get running() {
      return running;
    },
    restart: async () => {
      const { port } = running;
      await running.stop();
      running = await start(port);
    },
    close: async () => {
      await running.stop();
      temporary?.remove();
    },
  };
}
