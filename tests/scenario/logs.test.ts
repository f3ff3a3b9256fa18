import { afterAll, beforeAll, expect, test } from 'bun:test';
import { CommandLine } from '../../packages/cli/test/cli.ts';
import { type ReadLine, readAllLogs } from './logs/reading.ts';

const { paths, lines } = readAllLogs();
let commandLine: CommandLine;

beforeAll(async () => {
  commandLine = await CommandLine.start();
});
afterAll(() => commandLine.close());

/** A line of JSON Lines, as far as it says something of a line of a log. */
interface Given {
  readonly id: string;
  readonly created: string;
  readonly sent: string;
  readonly sender: { readonly name: string; readonly verified: boolean };
  readonly kind: string;
  readonly body: string;
  readonly replyto: readonly string[];
  readonly imported: { readonly name: string; readonly source: string; readonly line?: string };
}

/** What was given out, in the terms of the logs: an answered message is named by its place in its own log. */
function asLines(given: readonly Given[]): ReadLine[] {
  const places = new Map<string, number>();
  const lengths = new Map<string, number>();
  for (const { id, imported } of given) {
    const place = lengths.get(imported.source) ?? 0;
    places.set(id, place);
    lengths.set(imported.source, place + 1);
  }
  return given.map(({ body, sent, replyto, imported }) => ({
    log: imported.source,
    kind: (imported.line ?? 'message') as ReadLine['kind'],
    nick: imported.name,
    text: body,
    time: sent,
    answers: replyto.map((id) => places.get(id) ?? Number.NaN),
  }));
}

test('all ten real logs, imported, downloaded on a new station with only the password, equal the originals', async () => {
  expect(lines).toHaveLength(12_500);
  await commandLine.register('alice');
  const bob = await commandLine.register('bob');
  // In no order of time: the importer puts them into it.
  await commandLine.ok(
    'import',
    'irc',
    ...paths.toReversed(),
    '--group',
    '#ubuntu',
    '--with',
    bob,
    '--profile',
    'alice',
  );

  const { url } = commandLine.server;
  await commandLine.ok('login', '--server', url, '--email', bob, '--profile', 'new');
  const download = ['download', '#ubuntu', '--format', 'jsonl', '--profile', 'new'];
  const { code, output, errors } = await commandLine.run(download);
  expect(code, errors).toBe(0);
  expect(errors).toContain('12500 of 12500 messages opened, 12500 verified.');

  const given: Given[] = output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(asLines(given)).toEqual(lines);
  expect(
    given.filter(({ sender, kind }) => sender.name !== 'alice' || !sender.verified || kind !== 'text'),
  ).toEqual([]);
  // The server's dates are the logs' own as well, and ascend.
  expect(given.map(({ created }) => created)).toEqual(lines.map(({ time }) => time));
});
