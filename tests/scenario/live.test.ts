import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import type { Conversation, Live, LiveEvents, MessageView, Parley, TimelineItem } from '@parley/client';
import { type TestPerson, TestWorld } from '@parley/testkit';

setDefaultTimeout(60_000);

let world: TestWorld;
let alice: TestPerson;
let bob: TestPerson;
/** Alice's second station. */
let laptop: Parley;
let connections: { alice: Live; laptop: Live; bob: Live };

beforeAll(async () => {
  world = await TestWorld.start();
  [alice, bob] = await Promise.all([world.register('Alice'), world.register('Bob')]);
  laptop = await world.login(alice, { stationName: 'laptop' });
  connections = { alice: alice.parley.connect(), laptop: laptop.connect(), bob: bob.parley.connect() };
  await Promise.all(Object.values(connections).map((live) => live.caughtUp()));
});
afterAll(() => world.close());

/** The next event of a name for which something holds. */
function next<Name extends keyof LiveEvents>(
  live: Live,
  name: Name,
  holds: (event: LiveEvents[Name]) => boolean = () => true,
): Promise<LiveEvents[Name]> {
  return new Promise((resolve) => {
    const forget = live.on(name, (event) => {
      if (!holds(event)) return;
      forget();
      resolve(event);
    });
  });
}

/** The next time that something is new in a conversation. */
function news(live: Live, { id }: Conversation): Promise<LiveEvents['conversation']> {
  return next(live, 'conversation', ({ conversation }) => conversation.id === id);
}

async function readAll(conversation: Conversation): Promise<MessageView[]> {
  const download = conversation.download();
  const views = await Array.fromAsync(download);
  expect(download.summary.findings).toEqual([]);
  return views;
}

async function bodies(conversation: Conversation): Promise<string[]> {
  return (await readAll(conversation)).map(({ kind, body }) => body || kind);
}

let groups = 0;

/** A new group of Alice and Bob, which the other stations learn of by themselves. */
async function newGroup(): Promise<{ own: Conversation; others: Conversation; theirs: Conversation }> {
  const wanted = `group ${groups++}`;
  const told = [connections.laptop, connections.bob].map((live) =>
    next(live, 'list', ({ conversations }) => conversations.some(({ name }) => name === wanted)),
  );
  const own = await alice.parley.createGroup(wanted, [bob.email]);
  const lists = await Promise.all(told);
  const [others, theirs] = lists.map(({ conversations }) => conversations.find(({ id }) => id === own.id));
  return { own, others: others as Conversation, theirs: theirs as Conversation };
}

test('a new conversation and what is written in it is there at once, on every other station', async () => {
  const { own, others, theirs } = await newGroup();
  const told = [news(connections.laptop, own), news(connections.bob, own)];
  await own.send('shall we start?');
  await Promise.all(told);
  expect(await bodies(others)).toEqual(['shall we start?']);
  expect(await bodies(theirs)).toEqual(['shall we start?']);
  // The second delta of a row joins without being fetched.
  const again = [news(connections.laptop, own), news(connections.alice, own)];
  await theirs.send('yes');
  await Promise.all(again);
  expect(await bodies(others)).toEqual(['shall we start?', 'yes']);
  expect(await bodies(own)).toEqual(['shall we start?', 'yes']);
});

test('who wrote a message sees that it was delivered', async () => {
  const { own, theirs } = await newGroup();
  const delivered = next(connections.alice, 'conversation', ({ conversation, sync }) => {
    return conversation.id === own.id && sync.reports > 0;
  });
  const { id } = await own.send('did you get this?');
  await delivered;
  const [message] = await readAll(own);
  expect(message?.id).toBe(id);
  expect(message?.reports.map(({ Type, User, MessageID }) => [Type, User, MessageID])).toEqual([
    ['delivered', bob.parley.account.userid, id],
  ]);
  // Nobody reports what is delivered twice, or a message of one's own.
  await theirs.reportDelivered();
  await own.reportDelivered();
  await own.sync();
  expect((await readAll(own))[0]?.reports).toHaveLength(1);
});

test('edits, reactions, deletions and what was viewed show on the other stations', async () => {
  const { own, others, theirs } = await newGroup();
  const timelines = [own, others, theirs].map((conversation) => conversation.timeline());
  /** Resolves when the row of a message is on every station as it should be. */
  const shows = (id: string, holds: (item: TimelineItem) => boolean, on = timelines) =>
    Promise.all(
      on.map(async (timeline) => {
        await timeline.newest();
        await new Promise<void>((resolve) => {
          const look = () => {
            const item = timeline.item(id);
            if (!item || !holds(item)) return;
            forget();
            resolve();
          };
          const forget = timeline.subscribe(look);
          look();
        });
      }),
    );
  const { id } = await own.post('shall we strat?');
  await shows(id, (item) => item.row === 'message' && item.state === 'accepted');
  await own.edit(id, 'shall we start?');
  await shows(id, (item) => item.row === 'message' && item.body === 'shall we start?');
  await theirs.react(id, '👍');
  await shows(id, (item) => item.row === 'message' && item.reactions[0]?.emoji === '👍');
  await theirs.markViewed(id);
  const reader = bob.parley.account.userid;
  const writers = timelines.slice(0, 2);
  await shows(id, (item) => item.row === 'message' && item.viewed[0]?.id === reader, writers);
  await shows(id, (item) => item.row === 'message' && item.delivered[0]?.id === reader, writers);
  await own.delete(id);
  await shows(id, (item) => item.row === 'removed' && item.by === 'author');
});

test('another name shows at once, on other stations and to those who are no friends, and later to who was away', async () => {
  await newGroup();
  const { userid, nick } = alice.parley.account;
  const seen = () => [alice.parley, laptop, bob.parley].map(({ people }) => people.nameOf(userid));
  expect(seen()).toEqual([nick, nick, nick]);
  let renamed = 0;
  const forget = bob.parley.people.onRenamed(() => renamed++);
  const told = [
    next(connections.laptop, 'account'),
    next(connections.bob, 'availability', ({ changed }) => changed.includes(userid)),
  ];
  await alice.parley.setNames({ fullname: 'Alice Liddell', nick: 'Alice Liddell' });
  await Promise.all(told);
  expect([seen(), renamed]).toEqual([['Alice Liddell', 'Alice Liddell', 'Alice Liddell'], 1]);
  expect(bob.parley.people.get(userid)?.formerName).toBe(nick);
  expect(laptop.account).toMatchObject({ fullname: 'Alice Liddell', nick: 'Alice Liddell' });
  forget();

  connections.bob.close();
  connections.laptop.close();
  // A nick that is the name goes with it.
  await alice.parley.setNames({ fullname: 'Alice Hargreaves' });
  connections.bob = bob.parley.connect();
  connections.laptop = laptop.connect();
  await Promise.all([connections.bob.caughtUp(), connections.laptop.caughtUp()]);
  expect(seen()).toEqual(['Alice Hargreaves', 'Alice Hargreaves', 'Alice Hargreaves']);
  expect(laptop.account.fullname).toBe('Alice Hargreaves');
});

test('typing shows on the other stations and ends with the message', async () => {
  const { own, theirs } = await newGroup();
  const user = bob.parley.account.userid;
  const typing = [connections.alice, connections.laptop].map((live) =>
    next(live, 'typing', ({ conversationId }) => conversationId === own.id),
  );
  connections.bob.typing(own.id);
  connections.bob.typing(own.id);
  for (const event of await Promise.all(typing)) expect(event.userIds).toEqual([user]);
  const stopped = next(connections.alice, 'typing', ({ conversationId }) => conversationId === own.id);
  await theirs.send('done');
  expect((await stopped).userIds).toEqual([]);
});

test("a friend's availability shows as it changes", async () => {
  const user = bob.parley.account.userid;
  const seenAs = (wanted: string, on: readonly Live[]) =>
    Promise.all(
      on.map((live) =>
        next(live, 'availability', ({ friends }) => {
          return friends.some(({ id, availability }) => id === user && availability === wanted);
        }),
      ),
    );
  const friend = seenAs('available', [connections.laptop]);
  expect(await alice.parley.friends.add(bob.email)).toBe('friend');
  await friend;
  for (const state of ['busy', 'away', 'offline', 'available'] as const) {
    const told = seenAs(state, [connections.alice, connections.laptop]);
    await bob.parley.setAvailability(state);
    await told;
  }
});

test("settings show on the user's other station as they change", async () => {
  const { own, others } = await newGroup();
  const changed = (holds: (one: Conversation) => boolean) =>
    next(connections.laptop, 'list', ({ conversations }) => {
      return conversations.some((one) => one.id === own.id && holds(one));
    });
  const muted = changed(({ isMuted }) => isMuted);
  await own.mute();
  await muted;
  const hidden = changed(({ isHidden }) => isHidden);
  await own.hide();
  await hidden;
  expect(others.isHidden).toBe(true);
  // A new message brings it back.
  const told = news(connections.laptop, own);
  await own.send('here I am');
  await told;
  expect(others.isHidden).toBe(false);
});

test('a clear reaches every station, which learns who did it', async () => {
  const { own, others, theirs } = await newGroup();
  const told = () => Promise.all([news(connections.laptop, own), news(connections.bob, own)]);
  let arrived = told();
  await own.send('secret plans');
  await arrived;
  const cleared = [connections.laptop, connections.bob].map((live) => {
    let isCleared = false;
    return next(live, 'conversation', ({ conversation, sync }) => {
      if (conversation.id !== own.id) return false;
      isCleared ||= sync.cleared;
      return isCleared && sync.messages > 0;
    });
  });
  await own.clear();
  await Promise.all(cleared);
  expect(await bodies(others)).toEqual(['cleared']);
  expect(await bodies(theirs)).toEqual(['cleared']);
  arrived = told();
  await own.send('a fresh start');
  await arrived;
  expect(await bodies(theirs)).toEqual(['cleared', 'a fresh start']);
});

test('a station that was away is told everything when it is back, and the server may restart meanwhile', async () => {
  const { own, theirs } = await newGroup();
  await theirs.sync();
  const offline = Object.values(connections).map((live) =>
    next(live, 'state', ({ state }) => state === 'offline'),
  );
  const online = Object.values(connections).map((live) =>
    next(live, 'state', ({ state }) => state === 'online'),
  );
  await world.server.restart();
  await Promise.all(offline);
  await own.send('while you were away');
  for (const live of Object.values(connections)) live.wake();
  await Promise.all(online);
  await connections.bob.caughtUp();
  expect(await bodies(theirs)).toEqual(['while you were away']);
  // What was written without a connection goes out by itself.
  await connections.alice.caughtUp();
  const told = news(connections.bob, own);
  await own.send('and now');
  await told;
  expect(await bodies(theirs)).toEqual(['while you were away', 'and now']);
});

test('without WebSocket it polls, and is told all the same', async () => {
  const { own } = await newGroup();
  const phone = await world.login(bob);
  const live = phone.connect({ channel: 'poll' });
  await live.caughtUp();
  for (const text of ['one', 'two']) {
    const told = news(live, own);
    await own.send(text);
    await told;
  }
  expect(await bodies(await phone.conversation(own.id))).toEqual(['one', 'two']);
});

test('a removed station is out at once, and told so', async () => {
  for (const channel of ['auto', 'poll'] as const) {
    const phone = await world.login(bob);
    const live = phone.connect({ channel });
    await live.caughtUp();
    const ended = next(live, 'ended');
    await bob.parley.removeStation(phone.account.stationid);
    expect((await ended).error.code).toBe('session_expired');
    expect(live.state).toBe('ended');
    await expect(live.caughtUp()).rejects.toMatchObject({ code: 'session_expired' });
  }
});

test('one program has one connection, which can be closed and made anew', async () => {
  const { parley } = await world.register('Carol');
  const live = parley.connect();
  expect(parley.connect()).toBe(live);
  await live.caughtUp();
  live.close();
  expect(live.state).toBe('ended');
  const again = parley.connect();
  expect(again).not.toBe(live);
  await again.caughtUp();
});

test('what another station has verified is known when the connection is back', async () => {
  await newGroup();
  const person = await alice.parley.people.findByEmail(bob.email);
  await alice.parley.people.markVerified(person);
  expect(laptop.people.get(person.id)?.isVerified).toBe(false);
  const known = next(connections.laptop, 'people');
  await world.server.restart();
  await known;
  expect(laptop.people.get(person.id)?.isVerified).toBe(true);
});
