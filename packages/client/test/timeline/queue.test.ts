import { afterAll, afterEach, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { ConnectionError, type Conversation, Parley, type TimelineChange } from '@parley/client';
import { TamperingProxy, type TestPerson, TestWorld } from '@parley/testkit';

setDefaultTimeout(60_000);

let world: TestWorld;
let proxy: TamperingProxy;
let alice: TestPerson;
let bob: TestPerson;
let groups = 0;

beforeAll(async () => {
  world = await TestWorld.start();
  proxy = await TamperingProxy.start(world.server.url);
  [alice, bob] = await Promise.all([world.register('Alice', { server: proxy.url }), world.register('Bob')]);
});
afterEach(() => proxy.rest());
afterAll(async () => {
  await proxy.close();
  await world.close();
});

async function group(): Promise<{ a: Conversation; b: Conversation }> {
  const a = await alice.parley.createGroup(`queue ${groups++}`, [bob.email]);
  await a.sync();
  const b = await bob.parley.conversation(a.id);
  b.timeline();
  return { a, b };
}

async function shown(conversation: Conversation) {
  return (await conversation.timeline().newest()).items.map((item) => ({
    body: item.row === 'message' ? item.body : item.row,
    state: item.row === 'message' ? item.state : undefined,
  }));
}

/** Answers as a server does that is too busy: nothing goes out. */
function goOffline(): void {
  proxy.handle('conversation/download', async () => ({
    status: 503,
    body: { status: 'ERROR', errorcode: 'overloaded', errormessage: 'Come again.' },
  }));
}

test('what is written without a connection shows at once, survives a restart, and goes out once and in order', async () => {
  const { a, b } = await group();
  await alice.parley.conversations();
  const changes: TimelineChange[] = [];
  a.timeline().subscribe((change) => changes.push(change));
  goOffline();
  const ids: string[] = [];
  for (const text of ['one', 'two', 'three']) ids.push((await a.post(text)).id);
  await a.post({ kind: 'edit', target: ids[1] as string, body: 'two, better' });
  expect(await shown(a)).toEqual([
    { body: 'one', state: 'waiting' },
    { body: 'two, better', state: 'waiting' },
    { body: 'three', state: 'waiting' },
  ]);
  expect(a.unsent).toEqual({ state: 'waiting', text: 'three' });
  expect(changes.flatMap(({ added }) => added)).toEqual(ids);
  await a.flush().catch(() => undefined);

  const again = await Parley.resume({ ...alice.options, server: proxy.url });
  const held = (await again.held()).find(({ id }) => id === a.id) as Conversation;
  expect(await shown(held)).toEqual(await shown(a));
  expect(held.unsent).toEqual({ state: 'waiting', text: 'three' });
  proxy.rest();
  await Promise.all([held.flush(), a.flush()]);
  await a.sync();
  await b.sync();
  const accepted = ['one', 'two, better', 'three'].map((body) => ({ body, state: 'accepted' as const }));
  for (const one of [a, b, held]) {
    await one.refreshTimeline();
    expect(await shown(one)).toEqual(accepted);
  }
  expect([a.unsent, held.unsent]).toEqual([undefined, undefined]);
  // Nothing that was shown as waiting was taken away: each only took its place.
  expect(changes.flatMap(({ removed }) => removed)).toEqual([]);
  await again.close();
});

test('a message whose answer is lost is there once', async () => {
  const { a, b } = await group();
  a.timeline();
  proxy.cutOnce('conversation/add', 'after');
  await a.post('once');
  await a.flush();
  await b.sync();
  expect(await shown(b)).toEqual([{ body: 'once', state: 'accepted' }]);
  expect(await shown(a)).toEqual([{ body: 'once', state: 'accepted' }]);
});

test('a message that is posted twice under one ID is there once, before it is sent and after', async () => {
  const { a, b } = await group();
  a.timeline();
  const id = crypto.randomUUID();
  goOffline();
  for (let i = 0; i < 2; i++) await a.post('posted', { id });
  expect(await shown(a)).toEqual([{ body: 'posted', state: 'waiting' }]);
  proxy.rest();
  await a.flush();
  await a.post('posted', { id });
  await a.flush();
  await b.sync();
  expect(await shown(b)).toEqual([{ body: 'posted', state: 'accepted' }]);
});

test('what the server refuses says so, and can be tried again or given up', async () => {
  const { a, b } = await group();
  proxy.refuseOnce('conversation/add', 403, { errorcode: 'forbidden' });
  const { id } = await a.post('refused');
  await a.flush();
  expect(a.timeline().item(id)).toMatchObject({ state: 'failed', failure: { code: 'forbidden' } });
  expect(a.unsent).toEqual({ state: 'failed', text: 'refused' });
  await a.retry(id);
  await a.flush();
  await b.sync();
  expect(await shown(b)).toEqual([{ body: 'refused', state: 'accepted' }]);
  proxy.refuseOnce('conversation/add', 403, { errorcode: 'forbidden' });
  const { id: other } = await a.post('given up');
  await a.flush();
  await a.post({ kind: 'edit', target: other, body: 'given up, edited' });
  await a.post('behind it');
  expect(a.unsent).toEqual({ state: 'failed', text: 'given up, edited' });
  await a.flush();
  await a.discard(other);
  expect(a.timeline().item(other)).toBeUndefined();
});

test('a deletion that was interrupted is done by the next sync', async () => {
  const { a, b } = await group();
  a.timeline();
  const { id } = await a.send('to be deleted');
  await b.sync();
  proxy.handle('conversation/remove', async () => ({
    status: 503,
    body: { status: 'ERROR', errorcode: 'overloaded', errormessage: 'Come again.' },
  }));
  await expect(a.delete(id)).rejects.toMatchObject({ code: 'overloaded' });
  proxy.rest();
  await a.sync();
  await b.sync();
  for (const one of [a, b]) {
    await one.sync();
    expect((await one.timeline().newest()).items).toMatchObject([
      { row: 'removed', by: 'author', findings: [] },
    ]);
  }
});

test('what every reader would ignore is refused', async () => {
  const { a, b } = await group();
  const { id } = await a.send('mine');
  await b.sync();
  await expect(b.edit(id, 'forged')).rejects.toMatchObject({ code: 'not_author' });
  await expect(b.delete(id)).rejects.toMatchObject({ code: 'not_author' });
  await expect(b.react(crypto.randomUUID(), '👍')).rejects.toMatchObject({ code: 'unknown_message' });
  await a.delete(id);
  await b.sync();
  await expect(b.react(id, '👍')).rejects.toMatchObject({ code: 'not_changeable' });
  await expect(a.edit(id, 'again')).rejects.toMatchObject({ code: 'not_changeable' });
});

test('viewed messages are reported once there is a connection', async () => {
  const { a, b } = await group();
  a.timeline();
  await b.send('hello');
  const { id } = await b.send('are you there?');
  await a.sync();
  expect(a.overview).toMatchObject({ unread: 2, preview: { text: 'are you there?' } });
  expect(await a.timeline().firstUnread()).not.toBe(id);
  proxy.cutOnce('reports/viewed', 'before');
  await a.markViewed(id).catch((error) => expect(error).toBeInstanceOf(ConnectionError));
  expect(a.overview.unread).toBe(0);
  await a.sync();
  await b.sync();
  expect(b.timeline().item(id)).toMatchObject({ viewed: [{ name: 'Alice' }] });
});
