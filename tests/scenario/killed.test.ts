import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { join } from 'node:path';
import { type Conversation, importLocalKey, Parley } from '@parley/client';
import { FileStore } from '@parley/client/node';
import { toBase64 } from '@parley/protocol/encoding';
import { TamperingProxy, type TestPerson, TestWorld, temporaryFolder } from '@parley/testkit';
import { buildSender } from './killed/build.ts';

// A process for each step: on a busy machine that takes more than a minute.
setDefaultTimeout(300_000);

const folder = temporaryFolder();
const store = join(folder.path, 'station');
const key = crypto.getRandomValues(new Uint8Array(32));

let sender: string;
let world: TestWorld;
let alice: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  sender = await buildSender(folder.path);
  world = await TestWorld.start();
  const localKey = await importLocalKey(key);
  alice = await world.register('Alice', { store: new FileStore(store), localKey });
  bob = await world.register('Bob');
});
afterAll(async () => {
  await world.close();
  folder.remove();
});

const newGroup = (name: string) => alice.parley.createGroup(name, [bob.email]);

/** Another process on Alice's profile, that sends texts, and dies at a step. @returns the IDs of what it had answered */
async function send(id: string, step: number, texts: readonly string[], server = world.server.url) {
  const parameters = [server, store, toBase64(key), id, String(step), ...texts];
  const child = Bun.spawn([process.execPath, sender, ...parameters], { stdin: 'ignore', stdout: 'pipe' });
  const output = await new Response(child.stdout).text();
  await child.exited;
  return {
    ids: output.split('\n').filter(Boolean),
    killed: child.signalCode === 'SIGKILL',
    code: child.exitCode,
  };
}

/** All that a new station of Bob reads; nothing must be wrong with any of it. */
async function read(id: string): Promise<{ id: string; body: string }[]> {
  const conversation = await (await world.readAnew(bob)).conversation(id);
  await conversation.sync();
  const download = conversation.download();
  const found: { id: string; body: string }[] = [];
  for await (const { id, body } of download) found.push({ id, body });
  const { messages, verified, unopened, findings } = download.summary;
  expect({ verified, unopened, findings }).toEqual({ verified: messages, unopened: [], findings: [] });
  return found;
}

test('a process that is killed at any step of sending loses nothing, doubles nothing and causes no finding', async () => {
  const group = await newGroup('killed');
  const expected: { id?: string; body: string }[] = [];
  let step = 0;
  for (let killed = true; killed; ) {
    step++;
    const text = `text ${step}`;
    const child = await send(group.id, step, [text]);
    killed = child.killed;
    expect([0, null]).toContain(child.code);
    // What was sealed and stored is sent, whatever happened then; what was not has never been.
    const stored = await pendingOf(group);
    const sealed = child.ids[0] ?? stored;
    if (sealed !== undefined) expected.push({ id: sealed, body: text });
    else if ((await read(group.id)).some(({ body }) => body === text)) expected.push({ body: text });
    const { id } = await group.send(`after ${step}`);
    expected.push({ id, body: `after ${step}` });
  }
  expect(await read(group.id)).toEqual(expected.map((one) => expect.objectContaining(one)));
  // Both kinds of dying were met: before it was stored, and after.
  expect(expected.length).toBeGreaterThan(step);
  expect(expected.length).toBeLessThan(2 * step);
  console.log(`${step} steps`);
});

/** The ID of the message that was stored and not answered. */
async function pendingOf({ id }: Conversation): Promise<string | undefined> {
  const written = (await alice.options.store.get(`conversations/${id}/written`)) as
    | { pending?: { messages: { ID: string }[] } }
    | undefined;
  return written?.pending?.messages[0]?.ID;
}

test('two processes on one profile send at once: every message once, in the order of each', async () => {
  const group = await newGroup('at once');
  const texts = (name: string) => Array.from({ length: 25 }, (_, index) => `${name} ${index}`);
  const own = (async () => {
    for (const text of texts('here')) await group.send(text);
  })();
  const children = await Promise.all([send(group.id, 0, texts('one')), send(group.id, 0, texts('two')), own]);
  expect(children.slice(0, 2)).toEqual([
    expect.objectContaining({ code: 0 }),
    expect.objectContaining({ code: 0 }),
  ]);
  const found = await read(group.id);
  for (const name of ['one', 'two', 'here']) {
    expect(found.map(({ body }) => body).filter((body) => body.startsWith(name))).toEqual(texts(name));
  }
  expect(found).toHaveLength(75);
});

test('a lost answer: the message is there once, whether the server heard of it or not', async () => {
  const group = await newGroup('lost');
  const proxy = await TamperingProxy.start(world.server.url);
  try {
    const station = await Parley.resume({ ...alice.options, server: proxy.url });
    const conversation = await station.conversation(group.id);
    proxy.cutOnce('conversation/add', 'after');
    await conversation.send('heard');
    proxy.cutOnce('conversation/add', 'before');
    await conversation.send('not heard');
    expect((await read(group.id)).map(({ body }) => body)).toEqual(['heard', 'not heard']);
    // Heard, and never answered: it goes out again with the next one, by whichever process.
    proxy.handle('conversation/add', async ({ forward }) => {
      await forward();
      throw new Error('cut');
    });
    await expect(conversation.send('never answered')).rejects.toThrow(/cannot be reached/);
    await group.send('the next');
    proxy.rest();
    await conversation.send('the last');
    const bodies = ['heard', 'not heard', 'never answered', 'the next', 'the last'];
    expect((await read(group.id)).map(({ body }) => body)).toEqual(bodies);
  } finally {
    await proxy.close();
  }
});
