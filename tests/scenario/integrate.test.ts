import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Conversation, Parley } from '@parley/client';
import { makeBotKey } from '@parley/protocol/trust';
import {
  type Ran,
  runCommand,
  TamperingProxy,
  type TestPerson,
  TestWorld,
  temporaryFolder,
} from '@parley/testkit';
import { flip } from './tampering/changes.ts';

/*
 * What docs/integrate.md shows is run (readme.test.ts compiles it): its TypeScript as it stands there, and its script, which has curl and openssl
 * alone, against a real server and against one that tampers.
 */
const root = new URL('../../', import.meta.url).pathname;
const guide = readFileSync(join(root, 'docs/integrate.md'), 'utf8');
const SCRIPT = join(root, 'docs/integrate/download.sh');
const build = join(root, 'build', `integrate-${process.pid}`);
const folder = temporaryFolder();
const bot = { email: 'bot@example.org', fullname: 'Export bot', password: makeBotKey() };

const account = { PARLEY_EMAIL: bot.email, PARLEY_KEY: bot.password };

let world: TestWorld;
let proxy: TamperingProxy;
let alice: TestPerson;
let plans: Conversation;
let runs = 0;

beforeAll(async () => {
  mkdirSync(build, { recursive: true });
  world = await TestWorld.start();
  proxy = await TamperingProxy.start(world.server.url);
  alice = await world.register('Alice');
  await Parley.register({ server: world.server.url, ...bot });
  plans = await alice.parley.createGroup('plans', [bot.email]);
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

test('the TypeScript of the guide gives each new message once', async () => {
  // Inside the checkout, so that the packages are found as in a program beside them.
  const file = join(build, 'sample.ts');
  writeFileSync(file, /```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? '');
  const env = { ...account, PARLEY_SERVER: world.server.url, PARLEY_STATE: join(folder.path, 'sample') };
  const sample = () => runCommand([process.execPath, file], { env });
  const first = await sample();
  expect(first.code, first.errors).toBe(0);
  const texts = ['one', '"zwei" ✓ \\ and\na second line', 'three'];
  expect(records(first).map(({ text }) => text)).toEqual(texts);
  await plans.send('four');
  expect(records(await sample()).map(({ text }) => text)).toEqual(['four']);
});

test('curl and openssl alone download, open and prove a conversation, and go on where they stopped', async () => {
  const group = await alice.parley.createGroup('a group', [bot.email]);
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

  test('a server that is not there', async () => {
    const outcome = await script(plans.id, undefined, 'http://127.0.0.1:1');
    expect(outcome).toMatchObject({ code: 1, output: '' });
    expect(outcome.errors).toContain('http://127.0.0.1:1 cannot be reached.');
  });
});
