import { afterAll, beforeAll, expect, test } from 'bun:test';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { TamperingProxy } from '@parley/testkit';
import { CommandLine, PATIENCE } from '../cli.ts';

let cli: CommandLine;
beforeAll(async () => {
  cli = await CommandLine.start();
}, PATIENCE);
afterAll(() => cli.close());

const account = (name: string, profile = name) => [
  ...['--server', cli.server.url, '--email', `${name}@example.org`, '--profile', profile],
];
const register = (name: string, env: Record<string, string> = {}) =>
  cli.run(['register', ...account(name), '--name', `${name} Example`], { env });

test('registering prints the recovery code alone, and the profile is readable by its owner only', async () => {
  const { code, output, errors } = await register('alice');
  expect(code, errors).toBe(0);
  expect(output).toMatch(/^[0-9A-HJKMNP-TV-Z -]{26,40}\n$/);
  expect(errors).toContain('Registered alice@example.org.');
  const folder = join(cli.home, 'profiles', 'alice');
  expect(statSync(folder).mode & 0o077).toBe(0);
  for (const file of new Bun.Glob('**').scanSync({ cwd: folder })) {
    expect(statSync(join(folder, file)).mode & 0o077, file).toBe(0);
  }
});

test('a password that is too short is refused, and nothing is made', async () => {
  const { code, errors } = await register('short', { PARLEY_PASSWORD: 'short' });
  expect([code, errors]).toEqual([
    2,
    'parley: The password must have at least 8 characters: choose a longer one.\n',
  ]);
  expect((await cli.run(['login', ...account('short')])).code).toBe(3);
});

test('where there is nobody to ask, the variable to set is named', async () => {
  const { code, errors } = await register('nobody', { PARLEY_PASSWORD: '' });
  expect([code, errors]).toEqual([2, 'parley: There is no terminal to ask on: set PARLEY_PASSWORD.\n']);
});

test('after a logout, commands need a login', async () => {
  await register('bob');
  await cli.ok('conversations', '--profile', 'bob');
  await cli.ok('logout', '--profile', 'bob');
  const { code, errors } = await cli.run(['conversations', '--profile', 'bob']);
  expect(code).toBe(3);
  expect(errors).toMatch(/log in/);
  await cli.ok('login', ...account('bob'));
  await cli.ok('conversations', '--profile', 'bob');
});

test('one is called otherwise, and others see the nick', async () => {
  await register('carol');
  const status = async () => (await cli.ok('status', '--profile', 'carol')).match(/(?<=name\t|nick\t).*/g);
  expect(await status()).toEqual(['carol Example', 'carol Example']);
  await cli.ok('name', 'Carol Liddell', '--profile', 'carol');
  expect(await status()).toEqual(['Carol Liddell', 'Carol Liddell']);
  await cli.ok('name', '--nick', 'Caro', '--profile', 'carol');
  await cli.ok('name', 'Carol Hargreaves', '--profile', 'carol');
  expect(await status()).toEqual(['Carol Hargreaves', 'Caro']);
  expect(await cli.ok('name', '--profile', 'carol')).toBe('Carol Hargreaves\tCaro');
  const { code, errors } = await cli.run(['name', ' ', '--profile', 'carol']);
  expect([code, errors]).toEqual([
    1,
    'parley: `fullname` must be a name: 1 to 100 characters, at least one of them visible, no control characters.\n',
  ]);
  expect(await status()).toEqual(['Carol Hargreaves', 'Caro']);
});

test('a login that fails takes nothing from another one under the same new profile', async () => {
  await register('dora');
  const proxy = await TamperingProxy.start(cli.server.url);
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const failed = Promise.withResolvers<void>();
  const waits = [async () => second.promise, async () => failed.promise];
  proxy.handle('login/login', async (exchange) => {
    const wait = waits.shift();
    (waits.length === 1 ? first : second).resolve();
    await wait?.();
    return exchange.forward();
  });
  const args = ['login', '--server', proxy.url, '--email', 'dora@example.org', '--profile', 'shared'];
  const wrong = cli.run(args, { env: { PARLEY_PASSWORD: 'a wrong password' } });
  await first.promise;
  const right = cli.run(args);
  expect((await wrong).code).toBe(3);
  failed.resolve();
  expect((await right).code).toBe(0);
  await cli.ok('conversations', '--profile', 'shared');
  await proxy.close();
});

test('a profile is one account: another one needs another profile', async () => {
  await register('one');
  await register('two');
  const { code, errors } = await cli.run(['login', ...account('two', 'one')]);
  expect(code).toBe(1);
  expect(errors).toMatch(/use another profile for another account\.\n$/);
});

test('another password counts at once, and logs the other stations out', async () => {
  await register('carol');
  await cli.ok('login', ...account('carol', 'laptop'));
  const { code, errors } = await cli.run(['password', '--profile', 'carol'], {
    env: { PARLEY_NEW_PASSWORD: 'quite another one' },
  });
  expect(code, errors).toBe(0);
  await cli.ok('conversations', '--profile', 'carol');
  expect((await cli.run(['conversations', '--profile', 'laptop'])).code).toBe(3);
  expect((await cli.run(['login', ...account('carol', 'laptop')])).code).toBe(3);
  const env = { PARLEY_PASSWORD: 'quite another one' };
  expect((await cli.run(['login', ...account('carol', 'laptop')], { env })).code).toBe(0);
  const wrong = await cli.run(['password', '--profile', 'carol'], {
    env: { PARLEY_NEW_PASSWORD: 'a third one' },
  });
  expect(wrong.code).toBe(3);
});

test('who lost the password comes back with the recovery code, and reads what was written', async () => {
  const recoveryCode = (await register('dave')).output.trim();
  await cli.ok('create', '--group', 'plans', '--profile', 'dave');
  await cli.ok('send', 'plans', 'remembered', '--profile', 'dave');
  const recover = (code: string) =>
    cli.run(['recover', ...account('dave', 'new')], {
      env: { PARLEY_RECOVERY_CODE: code, PARLEY_NEW_PASSWORD: 'found again' },
    });
  const mistyped = await recover(recoveryCode.slice(1));
  expect(mistyped.code).toBe(1);
  expect(mistyped.errors).toContain('This is not a recovery code');
  const { code, errors } = await recover(recoveryCode.toLowerCase());
  expect(code, errors).toBe(0);
  expect(await cli.ok('download', 'plans', '--profile', 'new')).toContain('remembered');
  expect((await cli.run(['login', ...account('dave', 'later')])).code).toBe(3);
});

test('a new recovery code takes the place of the old one', async () => {
  const first = (await register('erin')).output.trim();
  const second = await cli.ok('password', '--recovery-code', '--profile', 'erin');
  const recover = async (code: string, profile: string) =>
    (
      await cli.run(['recover', ...account('erin', profile)], {
        env: { PARLEY_RECOVERY_CODE: code, PARLEY_NEW_PASSWORD: 'found again' },
      })
    ).code;
  expect(await recover(first, 'old-code')).toBe(3);
  expect(await recover(second, 'new-code')).toBe(0);
});
