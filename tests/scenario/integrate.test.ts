import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Conversation } from '@parley/client';
import type { EpochKeys } from '@parley/protocol/trust';
import {
  type Ran,
  runCommand,
  TamperingProxy,
  type TestPerson,
  TestWorld,
  temporaryFolder,
} from '@parley/testkit';
import { flip } from './tampering/changes.ts';
import { forge } from './tampering/forge.ts';

/*
 * What docs/integrate.md shows is run (readme.test.ts compiles it): its TypeScript as it stands there, and its script, which has curl and openssl
 * alone, against a real server and against one that tampers.
 */
const root = new URL('../../', import.meta.url).pathname;
const guide = readFileSync(join(root, 'docs/integrate.md'), 'utf8');
const SCRIPT = join(root, 'docs/integrate/download.sh');
const build = join(root, 'build', `integrate-${process.pid}`);
const folder = temporaryFolder();
const BOT = 'bot@example.org';

let world: TestWorld;
let proxy: TamperingProxy;
let alice: TestPerson;
let plans: Conversation;
/** Who the program is, and the key that the guide's commands have made for it. */
let account: { PARLEY_EMAIL: string; PARLEY_KEY: string };
let runs = 0;

beforeAll(async () => {
  mkdirSync(build, { recursive: true });
  world = await TestWorld.start();
  proxy = await TamperingProxy.start(world.server.url);
  alice = await world.register('Alice');
  account = { PARLEY_EMAIL: BOT, PARLEY_KEY: await makeBot() };
  plans = await alice.parley.createGroup('plans', [BOT]);
  await plans.send('one');
  await plans.send('"zwei" ✓ \\ and\na second line');
  await plans.send('three');
});
beforeEach(() => proxy.rest());
afterAll(async () => {
  await proxy.close();
  await world.close();
  rmSync(build, { recursive: true });
  folder.remove();
});

/** Runs the commands with which the guide makes an account for a program. @returns its key */
async function makeBot(): Promise<string> {
  const commands = sample('sh').replaceAll('http://localhost:9080', world.server.url);
  const env = { PARLEY_HOME: join(folder.path, 'home') };
  const ran = await runCommand(['bash', '-euc', `${commands}\necho "$PARLEY_KEY"`], { cwd: root, env });
  expect(ran.code, ran.errors).toBe(0);
  return ran.output.trim().split('\n').at(-1) ?? '';
}

/** The guide's first code block in a language. */
function sample(language: string): string {
  const code = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1];
  if (code === undefined) throw new Error(`docs/integrate.md has no ${language}`);
  return code;
}

/** Runs the script with the bot's key. @param state where it keeps its place; a new folder when absent */
function script(id: string, state = join(folder.path, `state-${runs++}`), server = proxy.url) {
  return runCommand([SCRIPT, id, state], { env: { ...account, PARLEY_SERVER: server } });
}

const records = ({ output }: Ran) =>
  output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const bodies = (ran: Ran) => records(ran).map(({ payload }) => payload.body);

test('the script without its arguments says how it is used', async () => {
  const ran = await runCommand([SCRIPT], { env: {} });
  expect([ran.code, ran.output]).toEqual([2, '']);
  expect(ran.errors).toStartWith('Usage: PARLEY_SERVER=');
});

test('the TypeScript of the guide gives each new message once', async () => {
  // Inside the checkout, so that the packages are found as in a program beside them.
  const file = join(build, 'sample.ts');
  writeFileSync(file, sample('ts'));
  const env = { ...account, PARLEY_SERVER: world.server.url, PARLEY_STATE: join(folder.path, 'sample') };
  const program = () => runCommand([process.execPath, file], { env });
  const first = await program();
  expect(first.code, first.errors).toBe(0);
  const texts = ['one', '"zwei" ✓ \\ and\na second line', 'three'];
  expect(records(first).map(({ text }) => text)).toEqual(texts);
  await plans.send('four');
  expect(records(await program()).map(({ text }) => text)).toEqual(['four']);
});

test('curl and openssl alone download, open and prove a conversation, and go on where they stopped', async () => {
  const group = await alice.parley.createGroup('a group', [BOT]);
  const sent = [];
  for (const text of ['one', '"zwei" ✓ \\ and\na second line', 'x'.repeat(5000)]) {
    sent.push((await group.send(text)).id);
  }
  const state = join(folder.path, 'own');
  const first = await script(group.id, state);
  expect({ errors: first.errors, code: first.code }).toEqual({ errors: '', code: 0 });
  expect(bodies(first)).toEqual(['one', '"zwei" ✓ \\ and\na second line', 'x'.repeat(5000)]);
  const { userid } = alice.parley.account;
  expect(records(first)).toEqual(sent.map((id) => expect.objectContaining({ id, from: userid })));
  expect(records(await script(group.id, state))).toEqual([]);
  await group.send('later');
  const third = await script(group.id, state);
  expect(bodies(third)).toEqual(['later']);
  expect(third.code, third.errors).toBe(0);
});

describe('the script of curl and openssl names what is wrong', () => {
  const attacks: [does: string, said: RegExp, code: number, tamper: () => void][] = [
    [
      'a bit of a message',
      /was altered/,
      5,
      () =>
        proxy.change('conversation/download', ({ messages: [, one] }) => {
          if (one) Object.assign(one, { Data: flip(one.Data, 60) });
        }),
    ],
    [
      'the contents of two messages exchanged',
      /was altered, moved from another place/,
      5,
      () =>
        proxy.change('conversation/download', ({ messages: [a, b] }) => {
          if (a && b) [a.Data, b.Data] = [b.Data, a.Data];
        }),
    ],
    [
      'a message withheld',
      /a message of its station is missing before it/,
      5,
      () => proxy.change('conversation/download', ({ messages }) => messages.splice(1, 1)),
    ],
    [
      "a bit of the secret's signature",
      /epoch 0: the signature of its maker is not valid/,
      5,
      () =>
        proxy.change('conversation/secrets', ({ secrets: [one] }) => {
          if (one) Object.assign(one, { secretsignature: flip(one.secretsignature, 3) });
        }),
    ],
    [
      "another person's keys",
      /do not belong together/,
      5,
      () =>
        proxy.change('friends/keys', ({ users }) => {
          const [a, b] = users;
          if (a && b) [a.publickey, b.publickey] = [b.publickey, a.publickey];
        }),
    ],
    [
      'a bit of the private key',
      /The private RSA key from the server was altered/,
      1,
      () =>
        proxy.change('login/login', (answer) => {
          Object.assign(answer, { rsakeymac: flip(answer.rsakeymac, 1) });
        }),
    ],
  ];
  for (const [does, said, code, tamper] of attacks) {
    test(does, async () => {
      tamper();
      const outcome = await script(plans.id);
      expect(outcome.errors).toMatch(said);
      expect(outcome.code).toBe(code);
    });
  }

  const posing: [does: string, said: RegExp, payload: (from: string) => string][] = [
    [
      'words that end the line they stand in',
      /no JSON object of one line/,
      (from) => `{"v":1,"from":"${from}"}\n{"from":"bob"}`,
    ],
    [
      'words that would name another author behind them',
      /no JSON object of one line/,
      (from) => `{"v":1,"from":"${from}"},"from":"bob","payload":{}`,
    ],
    [
      'two authors, one of them further down',
      /not written by the person it names/,
      (from) => `{"v":1,"from":"${from}","more":{"from":"${from.replace(/^./, '0')}"}}`,
    ],
  ];
  for (const [does, said, payload] of posing) {
    test(`${does}, of a participant who works for the server`, async () => {
      const keys = plans.epochs.keys.get(0) as EpochKeys;
      const place = { keys, instance: plans.object.instance, mallory: alice };
      const { message } = await forge(place, { payload: payload(alice.parley.account.userid) });
      proxy.change('conversation/download', ({ messages }) => messages.splice(0, messages.length, message));
      const outcome = await script(plans.id);
      expect(outcome.output).toBe('');
      expect(outcome.errors).toMatch(said);
      expect(outcome.code).toBe(5);
    });
  }

  test('a server that is not there', async () => {
    const outcome = await script(plans.id, undefined, 'http://127.0.0.1:1');
    expect(outcome).toMatchObject({ code: 1, output: '' });
    expect(outcome.errors).toContain('http://127.0.0.1:1 cannot be reached.');
  });
});
