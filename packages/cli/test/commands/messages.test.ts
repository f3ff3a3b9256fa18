import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { messageIds, textFrom } from '../../src/commands/send.ts';
import { exitCodes } from '../../src/exit.ts';
import { CommandLine, PATIENCE } from '../cli.ts';

let cli: CommandLine;
let plans: string;
const alice = ['--profile', 'alice'];
const bob = ['--profile', 'bob'];

beforeAll(async () => {
  cli = await CommandLine.start();
  await cli.register('alice');
  await cli.register('bob');
  plans = await cli.ok('create', '--group', 'plans', '--with', 'bob@example.org', ...alice);
}, PATIENCE);
afterAll(() => cli.close());

/** What Bob reads, as data. */
async function messages(): Promise<{ id: string; kind: string; body: string; replyto: string[] }[]> {
  const lines = await cli.ok('download', plans, '--format', 'jsonl', ...bob);
  return lines.split('\n').map((line) => JSON.parse(line));
}

test('a message from standard input keeps its lines', async () => {
  const { code } = await cli.run(['send', plans, '-', ...alice], { input: 'first line\nsecond line\n' });
  expect(code).toBe(0);
  expect((await messages()).at(-1)?.body).toBe('first line\nsecond line');
});

test('a text of which nothing would be seen is not sent', async () => {
  for (const text of ['', ' \n'])
    await expect(textFrom(text)).rejects.toMatchObject({ exitCode: exitCodes.usage });
});

test('an answer names what it answers', async () => {
  const question = await cli.ok('send', plans, 'Lunch?', ...alice);
  await cli.ok('send', plans, 'Yes', '--reply-to', question, ...bob);
  expect((await messages()).at(-1)).toMatchObject({ body: 'Yes', replyto: [question] });
});

test('what is no id of a message is refused before anything is sent', () => {
  const id = '8566f63b-b895-4b63-9914-0fefef8f4947';
  expect(messageIds(id, messageIds(id))).toEqual([id, id]);
  for (const wrong of ['', '12', id.toUpperCase()])
    expect(() => messageIds(wrong)).toThrow('no id of a message');
});

test('a message is edited by its author alone', async () => {
  const id = await cli.ok('send', plans, 'At noon?', ...alice);
  await cli.ok('edit', plans, id, 'At one?', ...alice);
  expect(await cli.ok('download', plans, ...bob)).toContain('alice: At one? (edited)');
  const foreign = await cli.run(['edit', plans, id, 'Never', ...bob]);
  expect([foreign.code, foreign.errors]).toEqual([1, 'parley: Only who wrote a message can edit it.\n']);
});

test('a reaction is seen, and taken back', async () => {
  const id = await cli.ok('send', plans, 'Cake at three', ...alice);
  await cli.ok('react', plans, id, '🎂', ...bob);
  expect(await cli.ok('download', plans, ...alice)).toContain('🎂 bob');
  await cli.ok('react', plans, id, '🎂', '--remove', ...bob);
  expect(await cli.ok('download', plans, ...alice)).not.toContain('🎂 bob');
});

test('a deleted message is gone for everyone, with no finding', async () => {
  const id = await cli.ok('send', plans, 'Never said', ...alice);
  await cli.ok('download', plans, ...bob);
  await cli.ok('delete', plans, id, ...alice);
  const { code, output, errors } = await cli.run(['download', plans, '--format', 'jsonl', ...bob]);
  expect(output).not.toContain('Never said');
  expect([code, errors]).toEqual([0, expect.stringContaining('1 were removed')]);
});

test('an id that is not there is one sentence', async () => {
  const { code, errors } = await cli.run(['react', plans, crypto.randomUUID(), '👍', ...alice]);
  expect(code).toBe(1);
  expect(errors).toMatch(
    /^parley: This station does not hold a message .*: fetch what is new, and check its ID\.\n$/,
  );
});

test('lines of another log of the same name are not taken for those that are there', async () => {
  const log = async (folder: string, line: string) => {
    const path = join(cli.folder, folder, 'irc.log');
    await Bun.write(path, `[09:00] <anna> hello\n[09:01] <anna> ${line}\n`);
    return path;
  };
  const into = (path: string, ...more: string[]) => [
    'import',
    'irc',
    path,
    '--group',
    'logs',
    '--date',
    '2022-03-07',
    ...more,
    ...alice,
  ];
  const monday = await log('monday', 'it is Monday');
  await cli.ok(...into(monday));
  expect((await cli.run(into(monday))).errors).toContain('2 were there already');
  const { code, errors } = await cli.run(into(await log('tuesday', 'it is Tuesday')));
  expect(code).toBe(1);
  expect(errors).toContain(
    'in the place of "it is Tuesday": if this is another log, give its file another name',
  );
  expect(await cli.ok('download', 'logs', ...alice)).not.toContain('Tuesday');
});
