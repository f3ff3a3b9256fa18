import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConnectionError, type Conversation, ircDrafts, parseIrcLog } from '@parley/client';
import { Cut, TamperingProxy, type TestPerson, TestWorld } from '@parley/testkit';
import { CommandLine } from '../../packages/cli/test/cli.ts';

/** How many messages the first page of a download has, and how many come behind it. */
const [FIRST_PAGE, REST] = [250, 50];

let world: TestWorld;
let alice: TestPerson;
let bob: TestPerson;
let group: Conversation;
let proxy: TamperingProxy;

beforeAll(async () => {
  world = await TestWorld.start();
  alice = await world.register('Alice');
  bob = await world.register('Bob');
  group = await alice.parley.createGroup('plans', [bob.email]);
  const log = Array.from({ length: FIRST_PAGE + REST }, (_, index) => `[12:00] <nick> line ${index}\n`).join(
    '',
  );
  await group.import(ircDrafts(group.id, 'log', parseIrcLog(log, 'log', { date: '2005-06-27' }).lines));
  proxy = await TamperingProxy.start(world.server.url);
});
beforeEach(() => proxy.rest());
afterAll(async () => {
  await proxy.close();
  await world.close();
});

/** Cuts every answer of a download that follows so many whole ones, after a part of its bytes. @returns its length */
function cutAnswers(after: number, bytes: (length: number) => number): { readonly length: () => number } {
  let seen = 0;
  let length = 0;
  proxy.handle('conversation/download', async ({ forward }) => {
    const answer = await forward();
    if (seen++ < after) return answer;
    length = Buffer.byteLength(JSON.stringify(answer.body));
    return new Cut(answer, bytes(length));
  });
  return { length: () => length };
}

async function bodies(conversation: Conversation): Promise<string[]> {
  const download = conversation.download();
  const found: string[] = [];
  for await (const { body } of download) found.push(body);
  const { messages, verified, unopened, findings } = download.summary;
  expect({ verified, unopened, findings }).toEqual({ verified: messages, unopened: [], findings: [] });
  return found;
}

const lines = Array.from({ length: FIRST_PAGE + REST }, (_, index) => `line ${index}`);

test('a download that is cut at any byte keeps what was whole, and the next one fetches exactly the rest', async () => {
  const probe = cutAnswers(1, (length) => length - 1);
  const station = await world.readAnew(bob, { server: proxy.url, tries: 1 });
  await expect((await station.conversation('plans')).sync()).rejects.toThrow(ConnectionError);
  const length = probe.length();
  expect(length).toBeGreaterThan(10_000);
  // Each of the first and last bytes, and places between, never the same distance from the beginning of a message.
  const ends = [0, 1, 2, 3, length - 3, length - 2, length - 1];
  const between = Array.from({ length: 60 }, (_, index) => Math.floor(((index + 0.5) * length) / 60));
  for (const at of [...ends, ...between]) {
    proxy.rest();
    cutAnswers(1, () => at);
    const reader = await world.readAnew(bob, { server: proxy.url, tries: 1 });
    const conversation = await reader.conversation('plans');
    await expect(conversation.sync()).rejects.toThrow(ConnectionError);
    expect(await bodies(conversation)).toEqual(lines.slice(0, FIRST_PAGE));
    proxy.rest();
    expect(await conversation.sync()).toMatchObject({ messages: REST });
    expect(await bodies(conversation)).toEqual(lines);
  }
});

test('a delta that is cut at each single byte changes nothing, and comes whole afterwards', async () => {
  const short = await alice.parley.createGroup('short', [bob.email]);
  await short.send('held');
  const station = await world.readAnew(bob, { server: proxy.url, tries: 1 });
  const conversation = await station.conversation('short');
  await conversation.sync();
  const [{ id } = { id: '' }] = await Array.fromAsync(conversation.download());
  for (const body of ['new', 'newer']) await short.send(body);
  await conversation.markViewed(id);

  const probe = cutAnswers(0, () => 0);
  await expect(conversation.sync()).rejects.toThrow(ConnectionError);
  const length = probe.length();
  expect(length).toBeGreaterThan(1000);
  for (let at = 1; at < length; at++) {
    proxy.rest();
    cutAnswers(0, () => at);
    await expect(conversation.sync()).rejects.toThrow(ConnectionError);
  }
  expect(await bodies(conversation)).toEqual(['held']);
  proxy.rest();
  expect(await conversation.sync()).toMatchObject({ messages: 2 });
  expect(await bodies(conversation)).toEqual(['held', 'new', 'newer']);
});

test('parley download --all --new: cut off, then run again, then again with messages between: each message once', async () => {
  const commandLine = await CommandLine.start();
  const direct = await TamperingProxy.start(commandLine.server.url);
  try {
    await commandLine.register('alice');
    const email = await commandLine.register('bob');
    for (const name of ['plans', 'trips']) {
      await commandLine.ok('create', '--group', name, '--with', email, '--profile', 'alice');
      await commandLine.ok('send', name, `${name} one`, '--profile', 'alice');
    }
    await commandLine.ok('login', '--server', direct.url, '--email', email, '--profile', 'new');
    const out = join(commandLine.folder, 'chats');
    const download = ['download', '--all', '--new', '--format', 'jsonl', '--out', out, '--profile', 'new'];
    const given = () =>
      readdirSync(out)
        .flatMap((name) => readFileSync(join(out, name), 'utf8').split('\n').filter(Boolean))
        .map((line) => JSON.parse(line).body)
        .sort();

    // The first conversation arrives whole, the second is cut, as often as it is tried.
    let answers = 0;
    direct.handle('conversation/download', async ({ forward }) => {
      const answer = await forward();
      return answers++ === 0 ? answer : new Cut(answer, 200);
    });
    const first = await commandLine.run(download);
    expect(first.code, first.errors).toBe(4);
    expect(given()).toHaveLength(1);

    direct.rest();
    await commandLine.ok(...download);
    expect(given()).toEqual(['plans one', 'trips one']);
    await commandLine.ok(...download);
    expect(given()).toEqual(['plans one', 'trips one']);
    await commandLine.ok('send', 'plans', 'plans two', '--profile', 'alice');
    await commandLine.ok(...download);
    expect(given()).toEqual(['plans one', 'plans two', 'trips one']);
  } finally {
    await direct.close();
    await commandLine.close();
  }
});
