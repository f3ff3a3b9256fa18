import { afterAll, beforeAll, expect, test } from 'bun:test';
import { CommandLine, PATIENCE } from '../cli.ts';

let cli: CommandLine;
const as = (name: string) => ['--profile', name];

beforeAll(async () => {
  cli = await CommandLine.start();
  for (const name of ['alice', 'bob', 'carol']) await cli.register(name);
  await cli.ok('create', '--group', 'plans', '--with', 'bob@example.org', ...as('alice'));
  await cli.ok('send', 'plans', 'before Carol', ...as('alice'));
}, PATIENCE);
afterAll(() => cli.close());

const names = async () =>
  (await cli.ok('members', 'plans', ...as('alice'))).split('\n').map((line) => line.split('\t')[1]);

test('who is added reads from then on, or what was written before as well', async () => {
  await cli.ok('members', 'add', 'plans', 'carol@example.org', '--share-history', ...as('alice'));
  expect((await names()).sort()).toEqual(['alice', 'bob', 'carol']);
  expect(await cli.ok('download', 'plans', ...as('carol'))).toContain('alice: before Carol');
});

test('only who may changes a group', async () => {
  const { code, errors } = await cli.run(['members', 'remove', 'plans', 'carol@example.org', ...as('bob')]);
  expect(code).toBe(1);
  expect(errors).toMatch(/^parley: [^\n]+\n$/);
  await cli.ok('members', 'role', 'plans', 'bob@example.org', 'admin', ...as('alice'));
  await cli.ok('rename', 'plans', 'better plans', ...as('bob'));
  expect(await cli.ok('conversations', ...as('carol'))).toContain('\tbetter plans');
  await cli.ok('rename', 'better plans', 'plans', ...as('alice'));
});

test('who is removed reads nothing that is written from then on', async () => {
  await cli.ok('members', 'remove', 'plans', 'carol@example.org', ...as('alice'));
  await cli.ok('send', 'plans', 'without Carol', ...as('alice'));
  expect((await names()).sort()).toEqual(['alice', 'bob']);
  expect((await cli.run(['download', 'plans', ...as('carol')])).code).toBe(1);
});

test('who leaves is asked first, and is out', async () => {
  expect((await cli.run(['leave', 'plans', ...as('bob')])).code).toBe(2);
  await cli.ok('leave', 'plans', '--yes', ...as('bob'));
  await cli.ok('send', 'plans', 'alone', ...as('alice'));
  expect(await names()).toEqual(['alice']);
  expect(await cli.ok('conversations', ...as('bob'))).toBe('');
});

test('an address means that person, whatever a group is called', async () => {
  const group = await cli.ok(
    'create',
    '--group',
    'alice@example.org',
    '--with',
    'carol@example.org',
    ...as('bob'),
  );
  const nobody = await cli.run(['download', 'alice@example.org', ...as('carol')]);
  expect([nobody.code, nobody.output]).toEqual([1, '']);
  expect(nobody.errors).toContain('You have no conversation "alice@example.org"');
  await cli.ok('send', 'alice@example.org', 'for Alice alone', ...as('carol'));
  expect(await cli.ok('download', 'alice@example.org', ...as('carol'))).toContain('for Alice alone');
  expect(await cli.ok('download', group, ...as('bob'))).not.toContain('for Alice alone');
});
