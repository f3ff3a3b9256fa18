import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandLine, PATIENCE } from '../cli.ts';

let cli: CommandLine;
const alice = ['--profile', 'alice'];
const bob = ['--profile', 'bob'];

beforeAll(async () => {
  cli = await CommandLine.start();
  for (const name of ['alice', 'bob', 'judge']) await cli.register(name);
  const id = await cli.ok('create', '--group', 'plans', '--with', 'bob@example.org', ...alice);
  for (const text of ['one', 'two', 'three', 'four']) await cli.ok('send', id, text, ...alice);
  await cli.ok('send', id, 'five', ...bob);
  await cli.ok('send', id, 'six', ...alice);
  await cli.ok('export', 'plans', '--proof', 'plans.proof', ...bob);
}, PATIENCE);
afterAll(() => cli.close());

/** `verify-export` as a third party runs it: with no profile, and the server unreachable. */
const verify = (file: string, ...more: string[]) =>
  cli.run(['verify-export', file, ...more], { env: { PARLEY_HOME: join(cli.folder, 'nobody') } });

/** The lines of an export, changed. @returns the name of the changed file */
function changed(change: (lines: string[]) => void): string {
  const lines = readFileSync(join(cli.folder, 'plans.proof'), 'utf8').split('\n').slice(0, -1);
  change(lines);
  writeFileSync(join(cli.folder, 'changed.proof'), lines.map((line) => `${line}\n`).join(''));
  return 'changed.proof';
}
const isMessage = (line: string) => line.startsWith('{"message"');
const firstMessage = (lines: string[]) => lines.findIndex(isMessage);

test('an untouched export is proven by anybody, offline, and can be read', async () => {
  const { code, output } = await verify('plans.proof');
  expect(code, output).toBe(0);
  expect(output).toContain('"plans", conversation ');
  expect(output).toContain('exported by bob on ');
  expect(output).toMatch(/^person: alice, user [0-9a-f]{32}, fingerprint \S{44}$/m);
  expect(output).toContain('6 of 6 messages opened, 6 proven.\n');
  const read = await verify('plans.proof', '--messages', 'jsonl');
  const texts = read.output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(texts.map(({ body, sender }) => [sender.name, sender.verified, body])).toEqual([
    ...['one', 'two', 'three', 'four'].map((body) => ['alice', true, body]),
    ['bob', true, 'five'],
    ['alice', true, 'six'],
  ]);
  expect(read.errors).toContain('6 of 6 messages opened');
});

describe('a tampered export is named, with exit code 5:', () => {
  const flipData = (line: string) => {
    const object = JSON.parse(line);
    const bytes = Buffer.from(object.message.Data, 'base64');
    bytes[40] = (bytes[40] as number) ^ 1;
    object.message.Data = bytes.toString('base64');
    return JSON.stringify(object);
  };
  const rows: [what: string, named: string[], change: (lines: string[]) => void][] = [
    [
      'a bit of a message',
      ['bad_message', 'altered'],
      (lines) => {
        const at = firstMessage(lines);
        lines[at] = flipData(lines[at] as string);
      },
    ],
    [
      'a message withheld',
      ['gap', 'prev_missing', 'count_differs', 'altered'],
      (lines) => lines.splice(firstMessage(lines) + 1, 1),
    ],
    [
      'two messages in another order',
      ['reordered', 'altered'],
      (lines) => {
        const at = firstMessage(lines) + 1;
        lines.splice(at, 2, lines[at + 1] as string, lines[at] as string);
      },
    ],
    [
      'the contents of two messages swapped',
      ['bad_message', 'altered'],
      (lines) => {
        const at = firstMessage(lines);
        const [x, y] = [JSON.parse(lines[at] as string), JSON.parse(lines[at + 1] as string)];
        [x.message.Data, y.message.Data] = [y.message.Data, x.message.Data];
        lines.splice(at, 2, JSON.stringify(x), JSON.stringify(y));
      },
    ],
    [
      'a message given out as removed',
      ['removed_by_server', 'altered'],
      (lines) => {
        const at = firstMessage(lines);
        const object = JSON.parse(lines[at] as string);
        lines[at] = JSON.stringify({ message: { ...object.message, Type: 'Removed', Data: '' } });
      },
    ],
    [
      'a message twice',
      ['duplicate_message', 'duplicate_seq'],
      (lines) => lines.splice(firstMessage(lines), 0, lines[firstMessage(lines)] as string),
    ],
    ['the newest messages cut off', ['truncated'], (lines) => lines.splice(-2)],
    ['the newest message cut out', ['count_differs', 'altered'], (lines) => lines.splice(-2, 1)],
    [
      "another date of the server's",
      ['altered'],
      (lines) => {
        const at = firstMessage(lines);
        lines[at] = (lines[at] as string).replace(/"Created":"\d/, '"Created":"1');
      },
    ],
    [
      'another secret',
      ['bad_secretsignature', 'epoch_missing', 'altered'],
      (lines) => {
        const at = lines.findIndex((line) => line.startsWith('{"epoch"'));
        const object = JSON.parse(lines[at] as string);
        object.epoch.secret = Buffer.alloc(32, 7).toString('base64');
        lines[at] = JSON.stringify(object);
      },
    ],
    [
      "somebody's keys left out",
      ['keys_missing', 'altered'],
      (lines) =>
        lines.splice(
          lines.findIndex((line) => line.includes('"name":"alice"')),
          1,
        ),
    ],
    [
      "somebody's keys changed",
      ['bad_identity', 'altered'],
      (lines) => {
        const at = lines.findIndex((line) => line.includes('"name":"alice"'));
        const object = JSON.parse(lines[at] as string);
        const key = Buffer.from(object.person.identitysignature, 'base64');
        key[3] = (key[3] as number) ^ 1;
        object.person.identitysignature = key.toString('base64');
        lines[at] = JSON.stringify(object);
      },
    ],
    [
      'a line of something else',
      ['bad_line', 'altered'],
      (lines) => lines.splice(3, 0, '{"note":"trust me"}'),
    ],
    ['something behind the end', ['altered'], (lines) => lines.push(lines[firstMessage(lines)] as string)],
    [
      'another instance',
      ['bad_message', 'altered'],
      (lines) => {
        lines[0] = (lines[0] as string).replace(/"instance":"[^"]+"/, '"instance":"AAAAAAAAAA"');
      },
    ],
  ];
  for (const [what, named, change] of rows) {
    test(what, async () => {
      const { code, output } = await verify(changed(change));
      for (const finding of named) expect(output).toContain(`(${finding})`);
      expect(code).toBe(5);
    });
  }
});

test('an export for one person is opened by that person alone', async () => {
  await cli.ok('export', 'plans', '--proof', 'sealed.proof', '--for', 'judge@example.org', ...alice);
  const others = await verify('sealed.proof');
  expect([others.code, others.output]).toEqual([1, '']);
  expect(others.errors).toMatch(/^parley: Its secrets are only for user [0-9a-f]{32}: .*\.\n$/);
  expect((await cli.run(['verify-export', 'sealed.proof', ...bob])).code).toBe(1);
  expect(await cli.ok('verify-export', 'sealed.proof', '--profile', 'judge')).toContain(
    '6 of 6 messages opened, 6 proven',
  );
});

test('says who can read the file', async () => {
  const { errors } = await cli.run(['export', 'plans', '--proof', '-', ...alice]);
  expect(errors).toContain('in clear: whoever has the file can read all of it');
});

test('what is no export is one sentence', async () => {
  writeFileSync(join(cli.folder, 'other.txt'), 'hello\n');
  expect(await verify('other.txt')).toMatchObject({
    code: 1,
    errors:
      'parley: This is no export that proves itself: it must begin as "parley export --proof" writes it (version 1).\n',
  });
  expect(await verify('missing.proof')).toMatchObject({
    code: 1,
    errors: 'parley: missing.proof: there is no such file or folder: check the path.\n',
  });
});
