import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dir, '../../../..');
const PARLEY = join(ROOT, 'packages/cli/bin/parley');
const READY = /^Parley is ready at (http:\/\/localhost:\d+)$/m;
const PATIENCE = 60_000;

type Child = Bun.Subprocess<'ignore', 'pipe', 'pipe'>;

let folder: string;
let children: Child[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-serve-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(children.map((child) => child.exited));
  rmSync(folder, { recursive: true });
});

/** Runs a command in the checkout, on a free port and a data folder of the test. */
function run(command: string[], environment: Record<string, string> = {}): Child {
  // What npm tells those that it starts must come from the npm that a test starts.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:npm_|PARLEY_)/.test(name));
  const child = Bun.spawn(command, {
    cwd: ROOT,
    env: {
      ...Object.fromEntries(inherited),
      PARLEY_PORT: '0',
      PARLEY_DATA: join(folder, 'data'),
      ...environment,
    },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  children.push(child);
  return child;
}

/** The address that a server says it is ready at. */
async function readyAt(child: Child): Promise<string> {
  let output = '';
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    output += decoder.decode(chunk, { stream: true });
    const url = READY.exec(output)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`it ended without being ready: ${await new Response(child.stderr).text()}`);
}

/** Resolves when nobody answers there any more. */
async function gone(url: string): Promise<void> {
  for (;;) {
    try {
      await fetch(`${url}/health`);
    } catch {
      return;
    }
    await Bun.sleep(50);
  }
}

async function failureOf(child: Child): Promise<[code: number, error: string]> {
  const [code, error] = await Promise.all([child.exited, new Response(child.stderr).text()]);
  return [code, error];
}

describe('parley serve', () => {
  test('says on one line where it is ready, and answers there', async () => {
    const url = await readyAt(run([PARLEY, 'serve']));
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  test('takes its options from flags before the environment', async () => {
    const child = run([PARLEY, 'serve', '--port', '0', '--log', 'silent'], {
      PARLEY_PORT: 'nonsense',
      PARLEY_DATA: join(folder, 'other'),
    });
    await readyAt(child);
    expect(await Bun.file(join(folder, 'other', 'server.key')).exists()).toBe(true);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`stops on ${signal} with exit code 0`, async () => {
      const child = run([PARLEY, 'serve']);
      const url = await readyAt(child);
      child.kill(signal);
      expect(await child.exited).toBe(0);
      await gone(url);
    });
  }

  test('stops at once on a second signal, with a request still under way', async () => {
    const child = run([PARLEY, 'serve'], { PARLEY_STOP_TIMEOUT: '600' });
    const url = new URL(await readyAt(child));
    const socket = await Bun.connect({
      hostname: '127.0.0.1',
      port: Number(url.port),
      socket: { data() {} },
    });
    socket.write(
      `POST /?srv=chatserver&api=chatlogin HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`,
    );
    socket.write('Content-Length: 5\r\n\r\n{');
    await fetch(`${url}health`);
    child.kill('SIGTERM');
    while ((await fetch(`${url}health`)).status !== 503) await Bun.sleep(10);
    child.kill('SIGTERM');
    expect(await child.exited).toBe(1);
    socket.end();
  });

  test('keeps what it has when it is killed', async () => {
    const first = run([PARLEY, 'serve']);
    const workspace = await workspaceAt(await readyAt(first));
    first.kill('SIGKILL');
    await first.exited;
    expect(await workspaceAt(await readyAt(run([PARLEY, 'serve'])))).toBe(workspace);
  });
});

async function workspaceAt(url: string): Promise<unknown> {
  const response = await fetch(`${url}/?srv=chatserver&api=chatlogin`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"action":"hello"}',
  });
  return ((await response.json()) as { workspaceid: unknown }).workspaceid;
}

describe('a start that cannot be is one sentence and exit code 1', () => {
  test('when an option is wrong', async () => {
    expect(await failureOf(run([PARLEY, 'serve'], { PARLEY_PORT: '99999' }))).toEqual([
      1,
      'parley: PARLEY_PORT must be a number from 0 to 65535, not "99999".\n',
    ]);
  });

  test('when the secret is too short, which is not repeated', async () => {
    const [code, error] = await failureOf(run([PARLEY, 'serve'], { PARLEY_SECRET: 'hunter2' }));
    expect([code, error]).toEqual([
      1,
      'parley: PARLEY_SECRET must be at least 32 characters, best random ones.\n',
    ]);
  });

  test('when the port is in use', async () => {
    const { port } = new URL(await readyAt(run([PARLEY, 'serve'])));
    const other = { PARLEY_PORT: port, PARLEY_DATA: join(folder, 'other') };
    expect(await failureOf(run([PARLEY, 'serve'], other))).toEqual([
      1,
      `parley: Port ${port} is in use: stop what listens there, or choose another with --port or PARLEY_PORT (0 takes any free one).\n`,
    ]);
  });

  test('when the data folder is in use', async () => {
    await readyAt(run([PARLEY, 'serve']));
    const [code, error] = await failureOf(run([PARLEY, 'serve']));
    expect([code, error]).toEqual([
      1,
      `parley: Another Parley server is using the folder ${join(folder, 'data')}: stop it, or give this one a folder of its own.\n`,
    ]);
  });

  test('when the data folder is a file', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const [code, error] = await failureOf(run([PARLEY, 'serve'], { PARLEY_DATA: file }));
    expect(code).toBe(1);
    expect(error).toMatch(/^parley: The data folder .* cannot be used \(EEXIST\): choose one .*\.\n$/);
  });

  test('when the database is no database', async () => {
    writeFileSync(join(folder, 'parley.db'), 'no database, and longer than its header would be '.repeat(100));
    const [code, error] = await failureOf(run([PARLEY, 'serve'], { PARLEY_DATA: folder }));
    expect(code).toBe(1);
    expect(error).toStartWith(`parley: The database in ${folder} is damaged (SQLITE_NOTADB): `);
  });

  test('when the address is none of this machine', async () => {
    const [code, error] = await failureOf(run([PARLEY, 'serve'], { PARLEY_HOST: '192.0.2.1' }));
    expect(code).toBe(1);
    expect(error).toStartWith('parley: The server cannot listen on "192.0.2.1" ');
  });
});

describe('started by npm, it leaves nothing running', () => {
  const starts: [what: string, command: string[]][] = [
    ['npm start', ['npm', 'start']],
    ['npx parley serve', ['npx', 'parley', 'serve']],
  ];
  for (const [what, command] of starts) {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      test(
        `when ${what} gets ${signal}`,
        async () => {
          const child = run(command);
          const url = await readyAt(child);
          child.kill(signal);
          await child.exited;
          await gone(url);
          // The data folder is free as well.
          const next = run([PARLEY, 'serve']);
          await readyAt(next);
        },
        PATIENCE,
      );
    }
  }
});
