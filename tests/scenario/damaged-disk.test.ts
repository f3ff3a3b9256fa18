import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Conversation, importLocalKey, Parley } from '@parley/client';
import { FileStore } from '@parley/client/node';
import { type TestPerson, TestWorld, temporaryFolder } from '@parley/testkit';

/*
 * One flipped bit anywhere, in what a station keeps of a conversation: it is known to be this machine's, what it hit is
 * fetched anew, nothing is lost or doubled, and nobody is accused of it.
 */
setDefaultTimeout(300_000);
/** So many bits are flipped, each in a copy, evenly over all of the log. */
const FLIPS = 150;

const folder = temporaryFolder();
const kept = join(folder.path, 'kept');
let copies = 0;
let world: TestWorld;
let alice: TestPerson;
let bob: TestPerson;
let group: Conversation;
let expected: string[];

/** Bob's station on a copy of what it keeps. */
async function copied(spoil: (log: Buffer) => void) {
  const path = join(folder.path, `copy ${copies++}`);
  cpSync(kept, path, { recursive: true });
  const file = join(path, 'conversations', group.id, 'log.log');
  const log = readFileSync(file);
  spoil(log);
  writeFileSync(file, log);
  return resumed(path);
}

async function resumed(path: string, { id = group.id, store = new FileStore(path) } = {}) {
  const parley = await Parley.resume({ ...bob.options, store, tries: 1 });
  return { path, parley, conversation: await parley.conversation(id) };
}

const flip = (log: Buffer, bit: number) => {
  log[bit >> 3] = (log[bit >> 3] as number) ^ (1 << (bit & 7));
};

async function read(conversation: Conversation, since?: string) {
  await conversation.sync();
  const download = conversation.download({ since });
  const bodies: string[] = [];
  for await (const { body, kind } of download) if (kind === 'text') bodies.push(body);
  const { unopened, findings } = download.summary;
  expect({ unopened, findings }).toEqual({ unopened: [], findings: [] });
  return { bodies, keep: () => download.keep() };
}

/** A copy of what Bob's station keeps, in which bits of a new group's log are flipped that has a page for each text. */
async function small(name: string, texts: readonly string[], spoiled: readonly number[]) {
  const own = await alice.parley.createGroup(name, [bob.email]);
  const theirs = await bob.parley.conversation(own.id);
  for (const text of texts) {
    await own.send(text);
    await theirs.sync();
  }
  const { path } = await copied(() => {});
  const file = join(path, 'conversations', own.id, 'log.log');
  const log = readFileSync(file);
  for (const at of spoiled) flip(log, at * 8);
  writeFileSync(file, log);
  return { own, path };
}

beforeAll(async () => {
  world = await TestWorld.start();
  alice = await world.register('Alice');
  const localKey = await importLocalKey(crypto.getRandomValues(new Uint8Array(32)));
  bob = await world.register('Bob', { store: new FileStore(kept), localKey });
  group = await alice.parley.createGroup('plans', [bob.email]);
  const theirs = await bob.parley.conversation(group.id);
  const texts = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
  const ids: string[] = [];
  for (const text of texts) {
    ids.push((await group.send(text)).id);
    if (text === 'two' || text === 'four') await theirs.sync();
    if (text === 'four') await theirs.reportDelivered();
    // Theirs has not noticed it yet, or has: one of each.
    if (text === 'five') await group.delete(ids[0] as string);
  }
  await (await read(theirs, 'new')).keep();
  await group.sync();
  expected = (await read(theirs)).bodies;
  expect(expected).toEqual(texts.slice(1));
});
afterAll(async () => {
  await world.close();
  folder.remove();
});

test('a flipped bit anywhere in the log is fetched anew, and all is read as before', async () => {
  const bits = readFileSync(join(kept, 'conversations', group.id, 'log.log')).length * 8;
  for (let count = 0; count < FLIPS; count++) {
    const bit = Math.floor(((count + 0.5) / FLIPS) * bits) + (count % 8);
    const { path, parley, conversation } = await copied((log) => flip(log, bit));
    expect((await read(conversation)).bodies, `bit ${bit}`).toEqual(expected);
    // What was given before is not given again.
    expect((await read(conversation, 'new')).bodies, `bit ${bit}`).toEqual([]);
    expect(parley.mended.length, `bit ${bit}`).toBe(1);
    // From then on it is whole.
    const again = await resumed(path);
    expect((await read(again.conversation)).bodies).toEqual(expected);
    expect(again.parley.mended).toEqual([]);
  }
});

test('several damaged pages, and all of them', async () => {
  for (const spoil of [
    (log: Buffer) => log.fill(0, 100, 100 + (log.length >> 1)),
    (log: Buffer) => log.fill(0, log.length >> 1, log.length - 1),
    (log: Buffer) => log.fill(0, 0, log.length - 1),
  ]) {
    const { parley, conversation } = await copied(spoil);
    expect((await read(conversation)).bodies).toEqual(expected);
    expect(parley.mended).toHaveLength(1);
  }
});

test('what was written meanwhile comes behind it, once', async () => {
  const { conversation } = await copied((log) => flip(log, log.length * 8 - 8 * 400));
  await group.send('eight');
  expect((await read(conversation, 'new')).bodies).toEqual(['eight']);
  expect((await read(conversation)).bodies).toEqual([...expected, 'eight']);
});

test('what is written just before a page is fetched anew comes behind all of them, once', async () => {
  const { conversation } = await copied((log) => flip(log, 8 * 400));
  await conversation.sync();
  await group.send('nine');
  await Array.fromAsync(conversation.download());
  expect((await read(conversation)).bodies).toEqual([...expected, 'eight', 'nine']);
});

test('what was given up to between two damaged pages is not given again', async () => {
  const { path, parley, conversation } = await copied(() => {});
  await conversation.sync();
  await parley.close();
  const file = join(path, 'conversations', group.id, 'log.log');
  const log = readFileSync(file);
  const given = readFileSync(join(kept, 'conversations', group.id, 'log.log')).length;
  for (const at of [given - 400, given + 400]) flip(log, at * 8);
  writeFileSync(file, log);
  expect((await read((await resumed(path)).conversation, 'new')).bodies).toEqual(['eight', 'nine']);
});

test('two damaged pages with whole ones between', async () => {
  const texts = ['one', 'two', 'three', 'four', 'five'];
  const { own, path } = await small('apart', texts, [300, 300 + 2 * 1250]);
  const { conversation } = await resumed(path, { id: own.id });
  expect((await read(conversation)).bodies).toEqual(texts);
});

test('the first page of a log that an older version wrote', async () => {
  const { own, path } = await small('old', ['one', 'two'], []);
  const file = join(path, 'conversations', own.id, 'log.log');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const older = lines.map((line) => {
    const { instance, cursor, newest, answer } = JSON.parse(line);
    const { messages, reports } = answer;
    return `${JSON.stringify({ instance, cursor, messages, reports, newest })}\n`;
  });
  writeFileSync(file, older.join('').replace('"messages"', '_messages"'));
  const { conversation } = await resumed(path, { id: own.id });
  expect((await read(conversation)).bodies).toEqual(['one', 'two']);
});

test('a conversation that another program finds cleared meanwhile gets nothing of before', async () => {
  const { own, path } = await small('cleared', ['one', 'two', 'three'], [300]);
  const { id } = own;
  const { parley, conversation } = await resumed(path, { id });
  const asked = Promise.withResolvers<void>();
  const isElsewhere = Promise.withResolvers<void>();
  const { transport } = parley.station;
  const call = transport.call.bind(transport);
  transport.call = async (name, ...rest) => {
    const answer = await call(name, ...rest);
    if (name !== 'conversation/download') return answer;
    asked.resolve();
    await isElsewhere.promise;
    return answer;
  };
  const reading = Array.fromAsync(conversation.download());
  await asked.promise;
  const store = new FileStore(path);
  const lock = store.lock.bind(store);
  // It waits until the damage is mended.
  store.lock = (name, work) => {
    if (name.endsWith('/log')) isElsewhere.resolve();
    return lock(name, work);
  };
  const other = await resumed(path, { id, store });
  await own.clear();
  for (const text of ['four', 'five', 'six', 'seven']) {
    await own.send(text);
    await other.conversation.sync();
  }
  isElsewhere.resolve();
  await reading;
  expect((await read((await resumed(path, { id })).conversation)).bodies).toEqual([
    'four',
    'five',
    'six',
    'seven',
  ]);
});

test('what was opened already, and is damaged, is opened anew', async () => {
  const { conversation, path, parley } = await copied(() => {});
  const rows = async (one: Conversation) => {
    one.timeline();
    await one.sync();
    const { items } = await one.timeline().newest(200);
    return items.flatMap((item) => (item.row === 'message' ? item.body : []));
  };
  const shown = await rows(conversation);
  await parley.close();
  const file = join(path, 'conversations', group.id, 'opened.log');
  const opened = readFileSync(file);
  for (const bit of [opened.length * 8 - 8 * 100, 8 * 100]) {
    const spoiled = Buffer.from(opened);
    flip(spoiled, bit);
    writeFileSync(file, spoiled);
    const first = await resumed(path);
    const found = await rows(first.conversation).catch((error: Error) => error.message);
    // The newest is opened anew at once; what stands further back, with the next start.
    if (typeof found === 'string') expect(found).toContain('damaged here, on its disk');
    else expect(found).toEqual(shown);
    expect(await rows((await resumed(path)).conversation)).toEqual(shown);
  }
});

test('where the server gives nothing, it says that the damage is on this machine', async () => {
  const { conversation } = await copied((log) => flip(log, 8 * 400));
  await conversation.sync();
  await world.server.close();
  await expect(Array.fromAsync(conversation.download())).rejects.toThrow(
    /damaged on this machine, not on the server, and could not be fetched anew/,
  );
});
