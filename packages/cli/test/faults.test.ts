import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logPaths, temporaryFolder } from '@parley/testkit';
import { CommandLine, type Outcome, PATIENCE } from './cli.ts';

/*
 * Every command under what goes wrong around it: each says one line that names the reason and what to do, ends with
 * the right exit code, and loses nothing.
 */

/** What each command is called with; `CONVERSATION`, `MESSAGE` and `STATION` stand for real ones. */
const commands: readonly (readonly string[])[] = [
  ['logout'],
  ['status', 'busy'],
  ['stations'],
  ['stations', 'remove', 'STATION'],
  ['password'],
  ['friends'],
  ['friends', 'add', 'bob@example.org'],
  ['friends', 'remove', 'bob@example.org'],
  ['friends', 'search', 'bob'],
  ['verify', 'bob@example.org'],
  ['block'],
  ['block', 'bob@example.org'],
  ['unblock', 'bob@example.org'],
  ['conversations'],
  ['create', '--group', 'another'],
  ['send', 'CONVERSATION', 'hello'],
  ['edit', 'CONVERSATION', 'MESSAGE', 'other'],
  ['react', 'CONVERSATION', 'MESSAGE', '+'],
  ['delete', 'CONVERSATION', 'MESSAGE'],
  ['clear', 'CONVERSATION', '--yes'],
  ['favorite', 'CONVERSATION'],
  ['unfavorite', 'CONVERSATION'],
  ['mute', 'CONVERSATION'],
  ['unmute', 'CONVERSATION'],
  ['hide', 'CONVERSATION'],
  ['unhide', 'CONVERSATION'],
  ['color', 'CONVERSATION', '#ffcc00'],
  ['download', 'CONVERSATION'],
  ['download', '--all', '--new', '--format', 'jsonl'],
  ['export', 'CONVERSATION', '--proof', '-'],
  ['stats', 'CONVERSATION'],
  ['import', 'irc', logPaths()[0] as string, '--group', 'irc'],
];
const nameOf = (command: readonly string[]) => command.join(' ').replace(/\/\S*\//, '');

let cli: CommandLine;
let words: Record<string, string>;
const profile = ['--profile', 'alice'];

beforeAll(async () => {
  cli = await CommandLine.start();
  await cli.register('alice');
  await cli.register('bob');
  const conversation = await cli.ok('create', '--group', 'plans', '--with', 'bob@example.org', ...profile);
  const message = await cli.ok('send', conversation, 'precious', ...profile);
  const station = (await cli.ok('stations', ...profile)).split('\t')[0] as string;
  words = { CONVERSATION: conversation, MESSAGE: message, STATION: station };
}, PATIENCE);
afterAll(() => cli.close());

const run = (command: readonly string[], env: Record<string, string> = {}) =>
  cli.run([...command.map((word) => words[word] ?? word), ...profile], {
    env: { PARLEY_NEW_PASSWORD: 'a long new password', ...env },
  });

/** One sentence that begins as all do, and ends. */
function expectOneLine({ errors, output }: Outcome): void {
  expect(errors).toMatch(/^parley: [^\n]+[.?!]\n$/);
  expect(output).toBe('');
}

/** A copy of the profiles, for a fault that changes them. */
function copiedHome(): { home: string; remove: () => void } {
  const folder = temporaryFolder();
  cpSync(cli.home, folder.path, { recursive: true });
  return { home: folder.path, remove: folder.remove };
}

describe('against a server that is stopped: exit code 4', () => {
  // The port that a closed server had: nobody answers there.
  const nobody = 'http://127.0.0.1:1';
  let home: string;
  let remove: () => void;
  beforeAll(() => {
    ({ home, remove } = copiedHome());
    const file = join(home, 'profiles', 'alice', 'station', 'account.json');
    const account = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...account, server: `${nobody}/` }));
  });
  afterAll(() => remove());

  for (const command of commands) {
    test.concurrent(nameOf(command), async () => {
      const outcome = await run(command, { PARLEY_HOME: home });
      expect(outcome.code, outcome.errors).toBe(4);
      expectOneLine(outcome);
      expect(outcome.errors).toContain('Is the server running');
    });
  }

  test('logout says how to forget the keys without it, and does so', async () => {
    const copy = copiedHome();
    cpSync(home, copy.home, { recursive: true });
    const env = { PARLEY_HOME: copy.home };
    expect((await run(['logout'], env)).errors).toContain('parley logout --local');
    const outcome = await run(['logout', '--local'], env);
    expect(outcome.code, outcome.errors).toBe(0);
    expect(outcome.errors).toContain('goes on at the server');
    for (const command of [['conversations'], ['logout', '--local']]) {
      expect((await run(command, env)).code).toBe(3);
    }
    copy.remove();
  });

  for (const command of [['register', '--name', 'Carol'], ['login'], ['recover']]) {
    test(command[0] as string, async () => {
      const env = { PARLEY_RECOVERY_CODE: '0'.repeat(26), PARLEY_HOME: join(home, 'new') };
      const outcome = await run([...command, '--server', nobody, '--email', 'carol@example.org'], env);
      expect(outcome.code, outcome.errors).toBe(4);
      expectOneLine(outcome);
    });
  }
});

describe('with a wrong password: exit code 3', () => {
  const env = { PARLEY_PASSWORD: 'not the right one' };
  test('login', async () => {
    const outcome = await run(['login', '--server', cli.server.url, '--email', 'alice@example.org'], env);
    expect(outcome.code).toBe(3);
    expectOneLine(outcome);
  });
  test('password', async () => {
    const outcome = await run(['password'], env);
    expect(outcome.code).toBe(3);
    expectOneLine(outcome);
  });
  test('a profile that was made for it is gone again', async () => {
    const home = join(cli.folder, 'new home');
    const given = ['--server', cli.server.url, '--email', 'alice@example.org', '--profile', 'another'];
    const outcome = await cli.run(['login', ...given], { env: { ...env, PARLEY_HOME: home } });
    expect(outcome.code).toBe(3);
    const register = ['register', ...given, '--name', 'Alice'];
    expect((await cli.run(register, { env: { PARLEY_HOME: home } })).code).toBe(1);
    expect(readdirSync(join(home, 'profiles'))).toEqual([]);
    rmSync(home, { recursive: true });
  });
  test('and the station goes on as before', async () => {
    expect(await cli.ok('download', 'plans', ...profile)).toContain('precious');
  });
});

describe('with nobody logged in: exit code 3', () => {
  for (const command of commands) {
    test.concurrent(nameOf(command), async () => {
      const outcome = await run(command, { PARLEY_HOME: join(cli.folder, 'nobody') });
      expect(outcome.code, outcome.errors).toBe(3);
      expectOneLine(outcome);
    });
  }
  test('and nothing was made', () => {
    expect(readdirSync(cli.folder)).not.toContain('nobody');
  });
});

describe('with a garbled profile: exit code 1', () => {
  for (const file of ['local.key', 'station/account.json', 'station/keys.json']) {
    for (const command of [['conversations'], ['send', 'CONVERSATION', 'hello'], ['logout']]) {
      test(`${file}: ${nameOf(command)}`, async () => {
        const { home, remove } = copiedHome();
        writeFileSync(join(home, 'profiles', 'alice', file), 'garbled\n');
        const outcome = await run(command, { PARLEY_HOME: home });
        expect(outcome.code, outcome.errors).toBe(1);
        expectOneLine(outcome);
        expect(outcome.errors).toMatch(/log in anew/i);
        remove();
      });
    }
  }

  test('a login mends garbled keys, and what was written is there', async () => {
    writeFileSync(join(cli.home, 'profiles', 'bob', 'station', 'keys.json'), 'garbled\n');
    const bob = ['--profile', 'bob'];
    await cli.ok('login', '--server', cli.server.url, '--email', 'bob@example.org', ...bob);
    expect(await cli.ok('download', 'plans', ...bob)).toContain('precious');
  });
});

describe('with a flipped bit in what this machine holds of a conversation', () => {
  /** A copy of the profiles, after a download, in which one character of a message is another. */
  async function damagedHome() {
    await cli.ok('download', words.CONVERSATION as string, ...profile);
    const copy = copiedHome();
    const station = join(copy.home, 'profiles', 'alice', 'station');
    const file = join(station, 'conversations', words.CONVERSATION as string, 'log.log');
    const log = readFileSync(file);
    const at = log.indexOf('"Data":"') + 100;
    log[at] = log[at] === 0x41 ? 0x43 : 0x41;
    writeFileSync(file, log);
    return copy;
  }
  const sentence =
    'A part of what this machine held of "plans" was damaged here, on its disk, and was fetched anew from the server.\n';

  test('it is fetched anew, and that is said once', async () => {
    const { home, remove } = await damagedHome();
    const env = { PARLEY_HOME: home };
    const first = await run(['download', 'CONVERSATION'], env);
    expect([first.code, first.errors]).toEqual([0, expect.stringContaining(sentence)]);
    expect(first.output).toContain('precious');
    const second = await run(['download', 'CONVERSATION'], env);
    expect(second.code).toBe(0);
    expect(second.errors).not.toContain('damaged');
    remove();
  });

  test('an export holds it whole, and proves itself', async () => {
    const { home, remove } = await damagedHome();
    const file = join(home, 'plans.proof');
    const outcome = await run(['export', 'CONVERSATION', '--proof', file], { PARLEY_HOME: home });
    expect([outcome.code, outcome.errors]).toEqual([0, expect.stringContaining(sentence)]);
    expect(await cli.ok('verify-export', file)).toContain('1 of 1 messages opened, 1 proven.');
    remove();
  });
});

/** A folder of its own on a file system of its own; only where that may be made. */
function mounted(options: string): { path: string; unmount: () => void } | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const { path, remove } = temporaryFolder();
  const made = Bun.spawnSync(['mount', '-t', 'tmpfs', '-o', options, 'tmpfs', path]).exitCode === 0;
  const unmount = () => {
    Bun.spawnSync(['umount', path]);
    remove();
  };
  if (made) return { path, unmount };
  remove();
  return undefined;
}
const probe = mounted('size=64k');
probe?.unmount();
const canMount = probe !== undefined;

/** Commands that have something to store, or must lock the conversation, before the server is asked to change anything. */
const writing = [
  ['send', 'CONVERSATION', 'lost?'],
  ['edit', 'CONVERSATION', 'MESSAGE', 'lost?'],
  ['delete', 'CONVERSATION', 'MESSAGE'],
  ['clear', 'CONVERSATION', '--yes'],
  ['download', 'CONVERSATION', '--new'],
  ['import', 'irc', logPaths()[0] as string, '--group', 'plans'],
];

/** The others; without those that end the session which all tests share. */
const others = commands.filter(
  (command) =>
    !writing.some(([name]) => name === command[0]) &&
    !['logout', 'password'].includes(command[0] as string) &&
    command[1] !== 'remove',
);

describe.skipIf(!canMount)('on a disk that is full, and on one that is read-only: exit code 1', () => {
  for (const [what, sentence, spoil] of [
    [
      'full',
      /disk is full/,
      (path: string) => Bun.spawnSync(['dd', 'if=/dev/zero', `of=${path}/filler`, 'bs=4k']),
    ],
    ['read-only', /read-only/, (path: string) => Bun.spawnSync(['mount', '-o', 'remount,ro', path])],
  ] as const) {
    for (const command of writing) {
      test(`${what}: ${nameOf(command)}`, async () => {
        const disk = mounted('size=8m') as NonNullable<ReturnType<typeof mounted>>;
        try {
          cpSync(cli.home, disk.path, { recursive: true });
          spoil(disk.path);
          const outcome = await run(command, { PARLEY_HOME: disk.path });
          expect(outcome.code, outcome.errors).toBe(1);
          expectOneLine(outcome);
          expect(outcome.errors).toMatch(sentence);
        } finally {
          disk.unmount();
        }
      });
    }

    test.concurrent(`${what}: every other command does what it should, or says so`, async () => {
      const disk = mounted('size=8m') as NonNullable<ReturnType<typeof mounted>>;
      try {
        cpSync(cli.home, disk.path, { recursive: true });
        spoil(disk.path);
        for (const command of others) {
          const outcome = await run(command, { PARLEY_HOME: disk.path });
          expect([0, 1], `${nameOf(command)}: ${outcome.errors}`).toContain(outcome.code);
          if (outcome.code === 0) continue;
          expectOneLine(outcome);
          expect(outcome.errors, nameOf(command)).toMatch(sentence);
        }
      } finally {
        disk.unmount();
      }
    });

    test(`${what}: logout does both that belongs to it, or nothing`, async () => {
      const disk = mounted('size=8m') as NonNullable<ReturnType<typeof mounted>>;
      try {
        const there = { PARLEY_HOME: disk.path };
        const account = ['--server', cli.server.url, '--email', 'alice@example.org'];
        expect((await run(['login', ...account], there)).code).toBe(0);
        spoil(disk.path);
        const outcome = await run(['logout'], there);
        const { code } = await run(['conversations'], there);
        if (what === 'full') expect([outcome.code, code]).toEqual([0, 3]);
        else {
          expect(outcome.code, outcome.errors).toBe(1);
          expectOneLine(outcome);
          expect(outcome.errors).toMatch(sentence);
          // The session goes on.
          expect(code).not.toBe(3);
        }
      } finally {
        disk.unmount();
      }
    });

    for (const command of [['register', '--name', 'Carol'], ['login']]) {
      test(`${what}: ${command[0]}`, async () => {
        const disk = mounted('size=8m') as NonNullable<ReturnType<typeof mounted>>;
        try {
          spoil(disk.path);
          const account = ['--server', cli.server.url, '--email', 'carol@example.org'];
          const outcome = await run([...command, ...account], { PARLEY_HOME: disk.path });
          expect(outcome.code, outcome.errors).toBe(1);
          expectOneLine(outcome);
          expect(outcome.errors).toMatch(sentence);
        } finally {
          disk.unmount();
        }
      });
    }

    test(`${what}: --out there`, async () => {
      const disk = mounted('size=64k') as NonNullable<ReturnType<typeof mounted>>;
      try {
        writeFileSync(join(disk.path, 'chat.txt'), 'what was there');
        spoil(disk.path);
        const outcome = await run(['download', 'CONVERSATION', '--out', join(disk.path, 'chat.txt')]);
        expect(outcome.code, outcome.errors).toBe(1);
        expectOneLine(outcome);
        expect(outcome.errors).toMatch(sentence);
        expect(readFileSync(join(disk.path, 'chat.txt'), 'utf8')).toBe('what was there');
      } finally {
        disk.unmount();
      }
    });
  }

  test('standard output that is full', async () => {
    const line = `"${join(import.meta.dir, '../bin/parley')}" download plans --profile alice > /dev/full`;
    const child = Bun.spawn(['sh', '-c', line], { env: cli.environment, stderr: 'pipe' });
    const errors = await new Response(child.stderr).text();
    expect([await child.exited, errors]).toEqual([
      1,
      'parley: standard output: the disk is full: make room and try again.\n',
    ]);
  });

  test('and nothing was lost', async () => {
    const text = await cli.ok('download', 'plans', ...profile);
    expect(text).toContain('precious');
    expect(text).not.toContain('lost?');
    // Nothing was made that the station could not keep.
    expect(await cli.ok('conversations', ...profile)).not.toContain('another');
    rmSync(join(cli.folder, 'nobody'), { recursive: true, force: true });
  });
});
