import { afterAll, beforeAll, expect, test } from 'bun:test';
import { userIdOf } from '@parley/protocol/ids';
import { CommandLine, PATIENCE } from '../cli.ts';

let cli: CommandLine;
const alice = ['--profile', 'alice'];
const bob = ['--profile', 'bob'];
const idOf = (name: string) => userIdOf(`${name}@example.org`);

beforeAll(async () => {
  cli = await CommandLine.start();
  await cli.register('alice');
  await cli.register('bob');
}, PATIENCE);
afterAll(() => cli.close());

test('people are found by part of a name or by e-mail, and become friends until they are removed', async () => {
  expect(await cli.ok('friends', 'search', 'bo', ...alice)).toBe(`${idOf('bob')}\toffline\tbob`);
  expect(await cli.ok('friends', 'search', 'bob@example.org', ...alice)).toContain(idOf('bob'));
  expect(await cli.ok('friends', 'search', 'nobody', ...alice)).toBe('');
  const added = await cli.run(['friends', 'add', 'bob@example.org', ...alice]);
  expect([added.code, added.errors]).toEqual([0, 'bob@example.org is your friend.\n']);
  expect(await cli.ok('friends', ...alice)).toMatch(new RegExp(`^${idOf('bob')}\\t[a-z]+\\tbob$`));
  expect(await cli.ok('friends', 'list', ...bob)).toContain(`${idOf('alice')}\t`);
  await cli.ok('friends', 'remove', idOf('bob'), ...alice);
  expect(await cli.ok('friends', ...alice)).toBe('');
});

test.each([
  [
    ['friends', 'add'],
    'nobody@example.org',
    1,
    /^parley: Nobody in this workspace is nobody@example\.org: check/,
  ],
  [['friends', 'add'], 'alice@example.org', 2, /^parley: alice@example\.org is yourself: name somebody else/],
  [['friends', 'remove'], 'nobody@example.org', 1, /^parley: nobody@example\.org is none of your friends/],
  [['block'], 'nobody@example.org', 1, /^parley: Nobody in this workspace is nobody@example\.org: check/],
  [['block'], 'alice@example.org', 2, /^parley: alice@example\.org is yourself: name somebody else/],
  [['verify'], 'alice@example.org', 2, /^parley: alice@example\.org is yourself: name somebody else/],
])(
  '%j: whoever it cannot be about is told so in the words of a user: %s',
  async (command, person, code, said) => {
    const outcome = await cli.run([...command, person, ...alice]);
    expect([outcome.code, outcome.output]).toEqual([code, '']);
    expect(outcome.errors).toMatch(said);
    expect(outcome.errors).not.toMatch(/`|id:/);
  },
);

test('a user id names a person wherever an e-mail address does', async () => {
  await cli.ok('friends', 'add', 'bob@example.org', ...alice);
  expect(await cli.ok('verify', idOf('bob'), ...alice)).toBe(
    await cli.ok('verify', 'bob@example.org', ...alice),
  );
  await cli.ok('send', idOf('bob'), 'by id', ...alice);
  expect(await cli.ok('download', 'bob@example.org', ...alice)).toContain('by id');
  await cli.ok('create', '--group', 'by id', '--with', idOf('bob'), ...alice);
  expect(await cli.ok('members', 'by id', ...alice)).toContain(idOf('bob'));
  const unknown = '0'.repeat(32);
  expect((await cli.run(['verify', unknown, ...alice])).errors).toBe(
    `parley: Nobody whom you know as a friend or from a conversation has the user id ${unknown}: name the e-mail address.\n`,
  );
  expect((await cli.run(['send', unknown, 'hello', ...alice])).errors).toContain('You have no conversation');
});

test('a status is what friends see', async () => {
  await cli.ok('friends', 'add', 'bob@example.org', ...alice);
  for (const state of ['busy', 'away', 'available', 'offline']) {
    await cli.ok('status', state, ...bob);
    expect(await cli.ok('friends', ...alice)).toContain(`\t${state}\t`);
  }
  expect((await cli.run(['status', 'asleep', ...bob])).code).toBe(2);
});

test('without a state, status says who is logged in', async () => {
  const facts = (await cli.ok('status', ...bob)).split('\n').map((line) => line.split('\t'));
  expect(Object.fromEntries(facts)).toMatchObject({
    email: 'bob@example.org',
    nick: 'bob',
    userid: idOf('bob'),
  });
});

test('who is blocked cannot write one to one until unblocked', async () => {
  await cli.ok('friends', 'add', 'bob@example.org', ...alice);
  await cli.ok('block', 'bob@example.org', ...alice);
  expect(await cli.ok('block', ...alice)).toBe(`${idOf('bob')}\tbob`);
  const refused = await cli.run(['send', 'alice@example.org', 'hello', ...bob]);
  expect(refused.code).toBe(1);
  expect(refused.errors).toMatch(/^parley: [^\n]+\.\n$/);
  await cli.ok('unblock', 'bob@example.org', ...alice);
  expect(await cli.ok('block', ...alice)).toBe('');
  await cli.ok('send', 'alice@example.org', 'hello', ...bob);
});

test('a station is listed, and out at once when it is removed elsewhere', async () => {
  await cli.ok('login', '--server', cli.server.url, '--email', 'bob@example.org', '--profile', 'laptop');
  const stations = (await cli.ok('stations', ...bob)).split('\n').map((line) => line.split('\t'));
  expect(stations.map(([, , which]) => which).sort()).toEqual(['other', 'this']);
  const laptop = stations.find(([, , which]) => which === 'other')?.[0] as string;
  await cli.ok('stations', 'remove', laptop, ...bob);
  const { code, errors } = await cli.run(['conversations', '--profile', 'laptop']);
  expect(code).toBe(3);
  expect(errors).toMatch(/^parley: [^\n]+\n$/);
  expect(await cli.ok('stations', ...bob)).not.toContain(laptop);
});
