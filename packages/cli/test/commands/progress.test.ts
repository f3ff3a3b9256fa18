import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cut, TamperingProxy } from '@parley/testkit';
import { CommandLine, PARLEY, PATIENCE } from '../cli.ts';

/** More than one delta holds. */
const LINES = 1500;

let cli: CommandLine;

beforeAll(async () => {
  cli = await CommandLine.start();
  await cli.register('alice');
  const lines = Array.from({ length: LINES }, (_, minute) => {
    const time = [minute / 60, minute % 60].map((part) => String(Math.floor(part) % 24).padStart(2, '0'));
    return `[${time.join(':')}] <anna> line ${minute}\n`;
  });
  // In Latin-1, as old logs may have lines of.
  lines[99] = '[01:39] <anna> gr\xfc\xdfe\n';
  writeFileSync(join(cli.folder, '2024-05-12.raw.txt'), lines.join(''), 'latin1');
}, PATIENCE);
afterAll(() => cli.close());

/** Everything that a command writes to a terminal. */
async function onTerminal(...args: string[]): Promise<string> {
  const decoder = new TextDecoder();
  let written = '';
  const child = Bun.spawn([PARLEY, ...args, '--profile', 'alice'], {
    cwd: cli.folder,
    env: cli.environment,
    terminal: {
      cols: 80,
      rows: 24,
      data: (_, bytes) => {
        written += decoder.decode(bytes, { stream: true });
      },
    },
  });
  expect(await child.exited, written).toBe(0);
  child.terminal?.close();
  return written;
}

test('long work shows on a terminal how far it has come, as a bar where the end is known, and takes that away again', async () => {
  const imported = await onTerminal('import', 'irc', '2024-05-12.raw.txt', '--group', 'old');
  expect(imported).toMatch(/\rold: imported \[[█·]{24}\] [\d,]+ of 1,500/);
  expect(imported).toContain('2024-05-12.raw.txt: 1 of its lines, line 100 the first, are not UTF-8');
  const downloaded = await onTerminal('download', 'old', '--format', 'csv', '--out', 'old.csv');
  expect(downloaded).toMatch(/\rold: opened \[[█·]{24}\] [\d,]+ of 1,500/);
  await cli.ok('export', 'old', '--proof', 'old.proof', '--profile', 'alice');
  const verified = await onTerminal('verify-export', 'old.proof');
  expect(verified).toMatch(/\rexport: opened \[[█·]{24}\] 1,000 of 1,500/);
  for (const shown of [imported, downloaded, verified]) {
    expect(shown).toContain('\r\u001b[K');
    expect(shown.slice(shown.lastIndexOf('\r\u001b[K'))).not.toContain('[█');
  }
});

test('and nothing of that in a pipe', async () => {
  const { output, errors } = await cli.run(['verify-export', 'old.proof', '--profile', 'alice']);
  expect(output + errors).not.toContain('\r');
});

describe('an import that ends midway', () => {
  const again = 'Run the same command again: it goes on where this one ended.';
  const command = (group: string) => [
    'import',
    'irc',
    '2024-05-12.raw.txt',
    '--group',
    group,
    '--profile',
    'far',
  ];
  let proxy: TamperingProxy;
  beforeAll(async () => {
    proxy = await TamperingProxy.start(cli.server.url);
    await cli.ok('login', '--server', proxy.url, '--email', 'alice@example.org', '--profile', 'far');
  }, PATIENCE);
  afterAll(() => proxy.close());
  afterEach(() => proxy.rest());

  /** From the second batch on, what is done with one. */
  function handleSecond(handler: Parameters<typeof proxy.handle<'conversation/import'>>[1]): void {
    let isFirst = true;
    proxy.handle('conversation/import', (exchange) => {
      if (!isFirst) return handler(exchange);
      isFirst = false;
      return exchange.forward();
    });
  }

  test('by Ctrl-C says how far it came, and goes on there', async () => {
    const arrived = Promise.withResolvers<void>();
    handleSecond(() => {
      arrived.resolve();
      return new Promise(() => {});
    });
    const child = cli.start(command('stopped'));
    await arrived.promise;
    child.kill('SIGINT');
    const [errors, code] = [await new Response(child.stderr).text(), await child.exited];
    const told =
      /^parley: Stopped\. (\d+) of 1500 lines are in "stopped", (\d+) more were on their way\. (.*)$/m.exec(
        errors,
      );
    expect([code, told?.[3]]).toEqual([130, again]);
    proxy.rest();
    expect(Number(told?.[1])).toBeGreaterThan(0);
    expect(Number(told?.[1]) + Number(told?.[2])).toBeLessThanOrEqual(1500);
    expect(Number(told?.[2])).toBeGreaterThan(0);
    const { errors: said } = await cli.run(command('stopped'));
    // What was on its way when it ended goes out first, and then is there already.
    const [, added, there] =
      /Imported (\d+) lines into "stopped"; (\d+) were there already\./.exec(said) ?? [];
    expect(Number(added) + Number(there)).toBe(LINES);
    const downloaded = await cli.ok('download', 'stopped', '--format', 'jsonl', '--profile', 'alice');
    expect(downloaded.split('\n').length).toBe(LINES);
  });

  test('an export that Ctrl-C ends leaves what was there, and nothing beside it', async () => {
    await cli.ok('create', '--group', 'exported', '--profile', 'far');
    const folder = join(cli.folder, 'exports');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.proof'), 'what was there');
    const arrived = Promise.withResolvers<void>();
    proxy.handle('friends/keys', (exchange) => {
      // The export asks once more, when its file is begun.
      if (readdirSync(folder).length < 2) return exchange.forward();
      arrived.resolve();
      return new Promise(() => {});
    });
    const file = join(folder, 'a.proof');
    const child = cli.start(['export', 'exported', '--proof', file, '--profile', 'far']);
    await arrived.promise;
    child.kill('SIGINT');
    await child.exited;
    expect(child.signalCode).toBe('SIGINT');
    expect(readdirSync(folder)).toEqual(['a.proof']);
    expect(readFileSync(file, 'utf8')).toBe('what was there');
  });

  test('because the server is gone says so as well', async () => {
    handleSecond(async () => new Cut());
    const { code, errors } = await cli.run(command('cut'));
    expect(code).toBe(4);
    expect(errors).toMatch(
      /Is the server running.* \d+ of 1500 lines are in "cut", \d+ more were on their way\. /,
    );
    expect(errors).toContain(again);
  });
});
