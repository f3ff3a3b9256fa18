import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Message, ResponseOf } from '@parley/protocol/wire';
import { TamperingProxy } from '@parley/testkit';
import { CommandLine } from '../../packages/cli/test/cli.ts';
import { flip } from './tampering/changes.ts';

/*
 * A proxy between the command line and the server: what it does to a conversation stands in what the user reads.
 */
let commandLine: CommandLine;
let proxy: TamperingProxy;
/** A profile that has logged in through the proxy and fetched nothing. */
const FRESH = 'fresh';
let copies = 0;

beforeAll(async () => {
  commandLine = await CommandLine.start();
  proxy = await TamperingProxy.start(commandLine.server.url);
  await commandLine.register('alice');
  const bob = await commandLine.register('bob');
  await commandLine.ok('create', '--group', 'plans', '--with', bob, '--profile', 'alice');
  for (const text of ['one', 'two', 'three', 'four']) {
    await commandLine.ok('send', 'plans', text, '--profile', 'alice');
  }
  await commandLine.ok('send', 'plans', 'an answer', '--profile', 'bob');
  await commandLine.ok('send', 'plans', 'the last word', '--profile', 'alice');
  await commandLine.ok('login', '--server', proxy.url, '--email', bob, '--profile', FRESH);
});
beforeEach(() => proxy.rest());
afterAll(async () => {
  await proxy.close();
  await commandLine.close();
});

/** The same station once more, with nothing fetched yet: it only reads, so that it may be copied. */
function freshProfile(): string {
  const name = `copy-${copies++}`;
  const profile = (of: string) => join(commandLine.home, 'profiles', of);
  cpSync(profile(FRESH), profile(name), { recursive: true });
  return name;
}

type Answer = ResponseOf<'conversation/download'>;
/** Changes the answer that has all messages; a later one, which has none, is given as it is. */
const list = (change: (messages: Message[]) => void) => () =>
  proxy.change('conversation/download', ({ messages }: Answer) => {
    if (messages.length > 0) change(messages as Message[]);
  });

const attacks: [does: string, said: RegExp, code: string, opened: string, tamper: () => void][] = [
  [
    'withholds a message',
    /finding: .*: 1 message missing here/,
    'gap',
    '5 of 5',
    list((all) => all.splice(1, 1)),
  ],
  [
    'withholds the beginning',
    /finding: .*: 3 messages missing here/,
    'gap',
    '3 of 3',
    list((all) => all.splice(0, 3)),
  ],
  [
    'reorders messages of a station',
    /finding: .*: reordered by the server/,
    'reordered',
    '6 of 6',
    list((all) => all.splice(1, 2, ...all.slice(1, 3).reverse())),
  ],
  [
    'reorders messages of two people',
    /finding: .*: reordered by the server/,
    'prev_reordered',
    '6 of 6',
    list((all) => all.splice(4, 2, ...all.slice(4, 6).reverse())),
  ],
  [
    'replays a message',
    /finding: .*: a second message in the place of another: not trustworthy/,
    'duplicate_seq',
    '7 of 7',
    list((all) => all.push(structuredClone(all[0] as Message))),
  ],
  [
    'swaps the contents of two messages',
    /not opened: .*: The message was altered, or moved from another place/,
    'bad_message',
    '4 of 6',
    list((all) => {
      const [a, b] = [all[0] as Message, all[1] as Message];
      [a.Data, b.Data] = [b.Data, a.Data];
    }),
  ],
  [
    'flips a bit',
    /not opened: .*: The message was altered/,
    'bad_message',
    '5 of 6',
    list((all) => {
      const one = all[2] as Message;
      one.Data = flip(one.Data, 70);
    }),
  ],
  [
    'erases a message',
    /finding: .*: removed by the server/,
    'removed_by_server',
    '5 of 5',
    list((all) => Object.assign(all[3] as Message, { Type: 'Removed', Data: '' })),
  ],
];

test('honest, it changes nothing: everything is opened and proven, and nothing is found', async () => {
  const profile = freshProfile();
  const { code, errors } = await commandLine.run(['download', 'plans', '--profile', profile]);
  expect(errors.trim()).toBe('6 of 6 messages opened, 6 verified.');
  expect(code).toBe(0);
  const file = join(commandLine.folder, `${profile}.proof`);
  await commandLine.ok('export', 'plans', '--proof', file, '--profile', profile);
  const verified = await commandLine.ok('verify-export', file, '--profile', 'nobody');
  expect(verified).toContain('6 of 6 messages opened, 6 proven.\nNothing is missing, moved or changed.');
});

describe('parley download and parley verify-export name what is wrong when the server', () => {
  for (const [does, said, code, opened, tamper] of attacks) {
    test(`${does}: ${code}`, async () => {
      tamper();
      const profile = freshProfile();
      const download = await commandLine.run(['download', 'plans', '--profile', profile]);
      expect(download.errors).toMatch(said);
      expect(download.errors).toContain(`${opened} messages opened`);
      expect(download.code).toBe(5);

      const file = join(commandLine.folder, `${profile}.proof`);
      const exported = await commandLine.run(['export', 'plans', '--proof', file, '--profile', profile]);
      expect(exported.errors).toMatch(said);
      expect(exported.code).toBe(5);
      // Whoever checks the export has no account and no server.
      const verify = await commandLine.run(['verify-export', file, '--profile', 'nobody']);
      expect(verify.output).toMatch(said);
      expect(verify.output).toContain(`(${code})`);
      expect(verify.code).toBe(5);
    });
  }
});
