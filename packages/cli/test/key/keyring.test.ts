import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Ran, runCommand } from '@parley/testkit';
import { KeyringError, readKeyring } from '../../src/key/keyring.ts';
import { CommandLine, PATIENCE } from '../cli.ts';

let cli: CommandLine;
beforeAll(async () => {
  cli = await CommandLine.start();
}, PATIENCE);
afterAll(() => cli.close());

const keyFile = (profile: string) => join(cli.home, 'profiles', profile, 'local.key');
/** A desktop's session with a keyring of its own, unlocked; only where the programs are installed. */
const hasDesktop = Bun.which('dbus-run-session') !== null && Bun.which('gnome-keyring-daemon') !== null;
const account = (name: string) =>
  `--server '${cli.server.url}' --email ${name}@example.org --name '${name} Example' --profile ${name}`;

/** Runs a shell script in such a session; `parley` is the real command. */
function inDesktop(script: string): Promise<Ran> {
  const unlock = `printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1`;
  const path = `${join(import.meta.dir, '../../bin')}:${process.env.PATH}`;
  return runCommand(['dbus-run-session', '--', 'bash', '-euc', `${unlock}\n${script}`], {
    cwd: cli.folder,
    env: { ...cli.environment, HOME: cli.folder, PATH: path },
  });
}

test.skipIf(!hasDesktop)(
  'where there is a keyring, the key is kept there, and commands find it',
  async () => {
    const { code, errors } = await inDesktop(`
    parley register ${account('alice')} >/dev/null
    parley conversations --profile alice`);
    expect(code, errors).toBe(0);
    expect(errors).toContain("their key is in this system's keyring");
    expect(readFileSync(keyFile('alice'), 'utf8')).toMatch(/^keyring [0-9a-f]{32}\n$/);
    // A keyring that was lost does not hold it.
    rmSync(join(cli.folder, '.local'), { recursive: true });
    const elsewhere = await inDesktop('parley conversations --profile alice');
    expect(elsewhere.code).toBe(1);
    expect(elsewhere.errors).toMatch(
      /no longer holds the key of .*: remove that folder and log in anew\.\n$/,
    );
  },
);

test.skipIf(!hasDesktop)(
  'a login moves the key to where it is asked to be, and nothing is lost',
  async () => {
    const { code, errors } = await inDesktop(`
    parley register ${account('carol')} --key-store file >/dev/null
    parley create --group plans --profile carol >/dev/null
    login="parley login --server ${cli.server.url} --email carol@example.org --profile carol"
    $login --key-store keyring; test "$(wc -c < '${keyFile('carol')}')" = 41
    parley send plans one --profile carol >/dev/null
    $login --key-store file; test "$(wc -c < '${keyFile('carol')}')" = 32
    parley send plans two --profile carol >/dev/null`);
    expect(code, errors).toBe(0);
    // Now without any keyring.
    expect(await cli.ok('download', 'plans', '--profile', 'carol')).toMatch(/one[\s\S]*two/);
  },
);

test('where there is none, the key is a file for its owner alone', async () => {
  const { code, errors } = await cli.run([
    ...['register', '--server', cli.server.url, '--email', 'bob@example.org', '--name', 'Bob'],
    ...['--profile', 'bob'],
  ]);
  expect(code, errors).toBe(0);
  expect(errors).toContain(`their key is the file ${keyFile('bob')}`);
  expect(statSync(keyFile('bob')).mode & 0o777).toBe(0o600);
  expect(readFileSync(keyFile('bob'))).toHaveLength(32);
});

test('where it is asked for and cannot be used, that is said and nothing is made', async () => {
  const args = ['login', '--server', cli.server.url, '--email', 'bob@example.org', '--profile', 'other'];
  const { code, errors } = await cli.run([...args, '--key-store', 'keyring']);
  expect(code).toBe(1);
  expect(errors).toMatch(
    /^parley: The keyring of this system cannot be used \(.*\): unlock it, or log in with --key-store file\.\n$/,
  );
});

test('a keyring that never answers does not hang a command', async () => {
  const path = join(cli.folder, 'silent-bus');
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(path, resolve));
  const before = process.env.DBUS_SESSION_BUS_ADDRESS;
  process.env.DBUS_SESSION_BUS_ADDRESS = `unix:path=${path}`;
  try {
    await expect(readKeyring('anything', 500)).rejects.toBeInstanceOf(KeyringError);
  } finally {
    if (before === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS;
    else process.env.DBUS_SESSION_BUS_ADDRESS = before;
    silent.close();
  }
});

test('a garbled key is one sentence', async () => {
  writeFileSync(keyFile('bob'), 'garbled');
  const { code, errors } = await cli.run(['conversations', '--profile', 'bob']);
  expect(code).toBe(1);
  expect(errors).toBe(
    `parley: ${keyFile('bob')} is garbled: restore it from a backup, or remove its folder and log in anew.\n`,
  );
});
