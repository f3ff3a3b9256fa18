import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { type Conversation, type Parley, ServerError } from '@parley/client';
import { TamperingProxy, type TestPerson, TestWorld } from '@parley/testkit';

setDefaultTimeout(60_000);

let world: TestWorld;
let proxy: TamperingProxy;
let alice: TestPerson;
let bob: TestPerson;
/** Alice's second station. */
let laptop: Parley;

beforeAll(async () => {
  world = await TestWorld.start();
  proxy = await TamperingProxy.start(world.server.url);
  [alice, bob] = await Promise.all([world.register('Alice', { server: proxy.url }), world.register('Bob')]);
  laptop = await world.login(alice);
});
afterAll(async () => {
  await world.close();
  await proxy.close();
});

/** A new group of Alice and Bob, as each station sees it. */
async function newGroup(): Promise<{
  id: string;
  own: Conversation;
  others: Conversation;
  theirs: Conversation;
}> {
  const own = await alice.parley.createGroup('planning', [bob.email]);
  const { id } = own;
  return { id, own, others: await laptop.conversation(id), theirs: await bob.parley.conversation(id) };
}

async function readAll(conversation: Conversation) {
  await conversation.sync();
  const download = conversation.download();
  const kinds = await Array.fromAsync(download, ({ kind, body }) => (body === '' ? kind : body));
  return { kinds, findings: download.summary.findings };
}

test("settings show on the user's other stations, and on nobody else's", async () => {
  const { id, own, theirs } = await newGroup();
  await own.favorite();
  await own.mute();
  await own.setColor('#ffcc00');
  expect([own.isFavorite, own.isMuted, own.color]).toEqual([true, true, '#ffcc00']);
  const others = await laptop.conversation(id);
  expect([others.isFavorite, others.isMuted, others.color]).toEqual([true, true, '#ffcc00']);
  await bob.parley.conversations();
  expect([theirs.isFavorite, theirs.isMuted, theirs.color]).toEqual([false, false, '#ffffff']);
  await others.unfavorite();
  await others.unmute();
  await alice.parley.conversations();
  expect([own.isFavorite, own.isMuted]).toEqual([false, false]);
});

test('what is set while an older list is on its way, or held, is not undone by it', async () => {
  const { id, own } = await newGroup();
  const [read, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  proxy.once('conversation/list', async ({ forward }) => {
    const answer = await forward();
    read.resolve();
    await released.promise;
    return answer;
  });
  const listing = alice.parley.conversations();
  await read.promise;
  await own.setColor('#ffcc00');
  released.resolve();
  await listing;
  expect(own.color).toBe('#ffcc00');
  await own.setColor('#00ccff');
  expect((await alice.parley.held()).find((held) => held.id === id)).toBe(own);
  expect(own.color).toBe('#00ccff');
  await (await laptop.conversation(id)).setColor('#ffffff');
  await alice.parley.conversations();
  expect(own.color).toBe('#ffffff');
});

test('a colour is #rrggbb', async () => {
  const { own } = await newGroup();
  await expect(own.setColor('red')).rejects.toMatchObject({ code: 'invalid_request' });
});

test('a hidden conversation comes back with a new message, or when asked for', async () => {
  const { id, own, theirs } = await newGroup();
  await own.hide();
  expect(own.isHidden).toBe(true);
  expect((await laptop.conversation(id)).isHidden).toBe(true);
  await theirs.send('are you there?');
  await own.sync();
  expect(own.isHidden).toBe(false);
  // What this station has not fetched yet is hidden as well: it hides what is there now.
  await theirs.send('hello?');
  await own.hide();
  expect(own.isHidden).toBe(true);
  await own.unhide();
  expect(own.isHidden).toBe(false);
  expect((await laptop.conversation(id)).isHidden).toBe(false);
});

test('a clear empties the conversation for everyone, who learn who did it', async () => {
  const { own, others, theirs } = await newGroup();
  await own.send('secret plans');
  await Promise.all([others.sync(), theirs.sync()]);
  await own.clear();
  await own.send('a fresh start');
  for (const conversation of [own, others, theirs]) {
    expect(await readAll(conversation)).toEqual({ kinds: ['cleared', 'a fresh start'], findings: [] });
  }
});

test('who clears a conversation sees it empty at once', async () => {
  const { own } = await newGroup();
  await own.send('secret plans');
  let isReset = false;
  own.timeline().subscribe(({ reset }) => {
    isReset ||= reset;
  });
  await own.sync();
  expect((await own.timeline().newest(10)).items.map(({ row }) => row)).toEqual(['message']);
  await own.clear();
  expect(isReset).toBe(true);
  const { items } = await own.timeline().newest(10);
  expect(items.map((item) => (item.row === 'event' ? item.event : item.row))).toEqual(['cleared']);
});

test('a clear that is interrupted before it was told is told before anything else of this station', async () => {
  const { own, theirs } = await newGroup();
  await own.send('secret plans');
  await theirs.sync();
  // What comes right after the clear fails, as when the program ends there.
  proxy.once('conversation/clear', async ({ forward }) => {
    const answer = await forward();
    proxy.refuseOnce('conversation/download', 403, { errorcode: 'forbidden' });
    return answer;
  });
  await expect(own.clear()).rejects.toMatchObject({ code: 'forbidden' });
  proxy.rest();
  await own.send('a fresh start');
  expect(await readAll(own)).toEqual({ kinds: ['cleared', 'a fresh start'], findings: [] });
  expect(await readAll(theirs)).toEqual({ kinds: ['cleared', 'a fresh start'], findings: [] });
});

test('a clear whose answer is lost is done once and told', async () => {
  const { own, theirs } = await newGroup();
  await own.send('secret plans');
  await theirs.sync();
  proxy.cutOnce('conversation/clear', 'after');
  await own.clear();
  expect(await readAll(theirs)).toEqual({ kinds: ['cleared'], findings: [] });
});

test('a clear that never reached the server is not told', async () => {
  const { own, theirs } = await newGroup();
  await own.send('secret plans');
  proxy.handle('conversation/clear', async () => ({ status: 502, body: 'Bad Gateway' }));
  await expect(own.clear({ signal: AbortSignal.timeout(500) })).rejects.toThrow();
  proxy.rest();
  await own.send('still here');
  expect(await readAll(theirs)).toEqual({ kinds: ['secret plans', 'still here'], findings: [] });
});

test('members of a group may not clear it, and nothing happens', async () => {
  const { own, theirs } = await newGroup();
  await own.send('stays');
  await expect(theirs.clear()).rejects.toMatchObject({ code: 'forbidden' });
  await theirs.send('stays too');
  expect((await readAll(own)).kinds).toEqual(['stays', 'stays too']);
});

test('a removed station is told to log in again', async () => {
  const phone = await world.login(bob, { stationName: 'phone' });
  const listed = await bob.parley.stations();
  expect(listed.map(({ name, isOwn }) => [name, isOwn])).toEqual([
    ['', true],
    ['phone', false],
  ]);
  const phoneId = listed.find(({ name }) => name === 'phone')?.id as string;
  await bob.parley.removeStation(phoneId);
  const refused = await phone.conversations().catch((error) => error);
  expect(refused).toBeInstanceOf(ServerError);
  expect(refused.code).toBe('session_expired');
  await expect(bob.parley.removeStation(phoneId)).rejects.toMatchObject({ code: 'not_found' });
});
