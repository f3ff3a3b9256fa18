import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Conversation, Parley } from '@parley/client';
import { CommandLine, PATIENCE } from '../cli.ts';

let cli: CommandLine;
let elsewhere: Parley;
const alice = ['--profile', 'alice'];

beforeAll(async () => {
  cli = await CommandLine.start();
  await cli.register('alice');
  await cli.ok('create', '--group', 'plans', ...alice);
  await cli.ok('send', 'plans', 'one', ...alice);
  elsewhere = await cli.station('alice');
}, PATIENCE);
afterAll(async () => {
  await elsewhere.close();
  await cli.close();
});

const seen = (): Promise<Conversation> => elsewhere.conversation('plans');

for (const [set, unset, of] of [
  ['favorite', 'unfavorite', 'isFavorite'],
  ['mute', 'unmute', 'isMuted'],
  ['hide', 'unhide', 'isHidden'],
] as const) {
  test(`${set} and ${unset} are seen on every station`, async () => {
    await cli.ok(set, 'plans', ...alice);
    expect((await seen())[of]).toBe(true);
    await cli.ok(unset, 'plans', ...alice);
    expect((await seen())[of]).toBe(false);
  });
}

test('a colour is set; anything else is refused before the server is asked', async () => {
  await cli.ok('color', 'plans', '#ffcc00', ...alice);
  expect((await seen()).color).toBe('#ffcc00');
  const { code, errors } = await cli.run(['color', 'plans', 'yellow', ...alice]);
  expect(code).toBe(2);
  expect(errors).toContain('#ffcc00');
});

test('clear asks first: where nobody can be asked, only --yes empties the conversation', async () => {
  const refused = await cli.run(['clear', 'plans', ...alice]);
  expect([refused.code, refused.errors]).toEqual([
    2,
    'parley: There is no terminal to ask whether you are sure: add --yes.\n',
  ]);
  expect(await cli.ok('download', 'plans', ...alice)).toContain('one');
  await cli.ok('clear', 'plans', '--yes', ...alice);
  const text = await cli.ok('download', 'plans', ...alice);
  expect(text).not.toContain('one');
  expect(text).toContain('cleared the conversation');
});
