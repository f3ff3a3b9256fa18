import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, type RunningServer, readConfig, type Sources, startServer } from '../../src/main.ts';

/** A real server in this process, on a port that the system chose, with a clock that the test moves. */
export class TestServer {
  readonly data: string;
  /** Milliseconds since the Unix epoch. */
  now: number;
  readonly #folder: string;
  readonly #settings: Partial<Config>;
  readonly #sources: Partial<Sources>;
  #running: RunningServer | undefined;

  private constructor(settings: Partial<Config>, sources: Partial<Sources>) {
    this.#folder = mkdtempSync(join(tmpdir(), 'parley-http-'));
    this.data = join(this.#folder, 'data');
    this.#settings = settings;
    this.#sources = sources;
    this.now = Date.parse('2024-03-08T13:55:47.500Z');
  }

  static async start(settings: Partial<Config> = {}, sources: Partial<Sources> = {}): Promise<TestServer> {
    const server = new TestServer(settings, sources);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const config = readConfig({ port: '0', data: this.data, logLevel: 'silent' }, {});
    this.#running = await startServer(
      { ...config, ...this.#settings },
      { now: () => this.now, ...this.#sources },
    );
  }

  get running(): RunningServer {
    if (!this.#running) throw new Error('the test server has not started');
    return this.#running;
  }

  get url(): string {
    return this.running.url;
  }

  get port(): number {
    return this.running.port;
  }

  async stop(): Promise<void> {
    await this.running.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** What comes after kill -9: the next start finds what is on disk at this moment, and nothing that a stop writes. */
  async crash(): Promise<void> {
    const left = join(this.#folder, 'left');
    cpSync(this.data, left, { recursive: true });
    await this.stop();
    rmSync(this.data, { recursive: true });
    renameSync(left, this.data);
    await this.start();
  }

  /** Stops it and removes its data. */
  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true });
  }
}
