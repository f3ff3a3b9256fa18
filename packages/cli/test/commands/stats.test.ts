import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logPaths, readLog } from '@parley/testkit';
import { CommandLine, PATIENCE } from '../cli.ts';

let cli: CommandLine;
const [path] = logPaths() as [string];
const alice = ['--profile', 'alice'];

beforeAll(async () => {
  cli = await CommandLine.start();
  await cli.register('alice');
  await cli.ok('import', 'irc', path, '--group', 'irc', ...alice);
}, PATIENCE);
afterAll(() => cli.close());

test('as JSON, its numbers are those of the conversation', async () => {
  const stats = JSON.parse(await cli.ok('stats', 'irc', '--format', 'json', ...alice));
  const { lines } = readLog(path);
  const said = lines.filter(({ kind }) => kind !== 'system');
  expect(stats.messages).toBe(said.length);
  expect(stats.systemLines).toBe(lines.length - said.length);
  expect(stats.hours.reduce((sum: number, count: number) => sum + count, 0)).toBe(said.length);
  expect(stats.people.length).toBe(new Set(said.map(({ nick }) => nick)).size);
});

test('as text it is to be read, and in the time zone that is asked for', async () => {
  const text = await cli.ok('stats', 'irc', '--time-zone', 'Asia/Tokyo', ...alice);
  expect(text).toContain('irc');
  expect(text).toContain('Asia/Tokyo');
});

test('as HTML it is one file that asks the network for nothing', async () => {
  await cli.ok('stats', 'irc', '--format', 'html', '--out', 'stats.html', ...alice);
  const page = readFileSync(join(cli.folder, 'stats.html'), 'utf8');
  expect(page).toContain('<svg');
  expect(page).not.toMatch(/(?:src|href)=["']?https?:/);
});
