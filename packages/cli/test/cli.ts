import { join } from 'node:path';
import { Parley } from '@parley/client';
import { startTestServer, type TestServer, type TestServerOptions, temporaryFolder } from '@parley/testkit';

/** The command, as a path. */
export const PARLEY = new URL('../bin/parley', import.meta.url).pathname;

/** For hooks, in milliseconds: several commands one after another, each of which derives keys from a password. */
export const PATIENCE = 120_000;

/** Everybody's. */
const PASSWORD = 'a long password';

/** What a command came to. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads from standard input; nothing when absent. */
  readonly input?: string;
}

/** People who use the real command against a real server, each with a profile of their own. */
export class CommandLine {
  readonly server: TestServer;
  readonly folder: string;
  readonly #remove: () => void;

  private constructor(server: TestServer, folder: { path: string; remove: () => void }) {
    this.server = server;
    this.folder = folder.path;
    this.#remove = folder.remove;
  }

  static async start(options: TestServerOptions = {}): Promise<CommandLine> {
    return new CommandLine(await startTestServer(options), temporaryFolder());
  }

  /** Where the profiles are. */
  get home(): string {
    return join(this.folder, 'home');
  }

  /** The environment of every command. */
  get environment(): Record<string, string> {
    const inherited = Object.entries(process.env).filter(
      ([name, value]) => !/^(?:npm_|PARLEY_|DBUS_)/.test(name) && value !== undefined,
    );
    return {
      ...(Object.fromEntries(inherited) as Record<string, string>),
      PARLEY_HOME: this.home,
      PARLEY_PASSWORD: PASSWORD,
    };
  }

  start(args: readonly string[], { env, input }: RunOptions = {}) {
    return Bun.spawn([PARLEY, ...args], {
      cwd: this.folder,
      env: { ...this.environment, ...env },
      stdin: input === undefined ? 'ignore' : new TextEncoder().encode(input),
      stdout: 'pipe',
      stderr: 'pipe',
    });
  }

  async run(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    const child = this.start(args, options);
    const [output, errors, code] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
      child.exited,
    ]);
    return { code, output, errors };
  }

  /** Runs what must succeed. @returns its output, without the last line feed */
  async ok(...args: string[]): Promise<string> {
    const { code, output, errors } = await this.run(args);
    if (code !== 0) throw new Error(`parley ${args.join(' ')} ended with ${code}: ${errors}`);
    return output.replace(/\n$/, '');
  }

  /** Registers somebody under a profile of that name. @returns the e-mail address */
  async register(name: string): Promise<string> {
    const email = `${name}@example.org`;
    const fullname = `${name} Example`;
    const account = ['--server', this.server.url, '--email', email, '--name', fullname, '--nick', name];
    await this.ok('register', ...account, '--profile', name);
    return email;
  }

  /** Another station of somebody who is registered, without a command for each of its steps. */
  station(name: string): Promise<Parley> {
    return Parley.login({ server: this.server.url, email: `${name}@example.org`, password: PASSWORD });
  }

  async close(): Promise<void> {
    await this.server.close();
    this.#remove();
  }
}
