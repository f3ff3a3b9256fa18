import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { type Conversation, type Parley, ServerError } from '@parley/client';
import { TamperingProxy, type TestPerson, TestWorld } from '@parley/testkit';

setDefaultTimeout(60_000);

let world: TestWorld;
let proxy: TamperingProxy;
let alice: TestPerson;
let bob: TestPerson;
let carol: TestPerson;
let dave: TestPerson;
/** The group of a test, as its owner Alice has it; Bob and Carol are in it. */
let group: Conversation;
let groups = 0;

beforeAll(async () => {
  world = await TestWorld.start();
  proxy = await TamperingProxy.start(world.server.url);
  [alice, bob, carol, dave] = (await Promise.all([
    world.register('Alice', { server: proxy.url }),
    ...['Bob', 'Carol', 'Dave'].map((name) => world.register(name)),
  ])) as [TestPerson, TestPerson, TestPerson, TestPerson];
});
beforeEach(async () => {
  proxy.rest();
  group = await alice.parley.createGroup(`group ${++groups}`, [bob.email, carol.email]);
});
afterAll(async () => {
  await world.close();
  await proxy.close();
});

const of = (person: TestPerson) => person.parley.conversation(group.id);

/** What somebody reads: texts, and what happened; and what could not be read. */
async function readBy(conversation: Conversation) {
  await conversation.sync();
  const download = conversation.download();
  const lines = await Array.fromAsync(download, ({ kind, body, sender }) =>
    kind === 'text' ? body : `${sender.name}: ${kind} ${body}`,
  );
  const { findings, unopened, verified, messages } = download.summary;
  return { lines, findings, closed: unopened.length, isProven: verified === messages - unopened.length };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ServerError) return error.code;
    throw error;
  }
  return 'OK';
}

const names = (conversation: Conversation, parley: Parley) =>
  conversation.readers.map((id) => parley.people.nameOf(id)).sort();

describe('who is added', () => {
  test('reads from then on, and everybody sees who can read', async () => {
    await group.send('before Dave');
    await group.addParticipants([dave.email]);
    await group.send('with Dave');
    const theirs = await of(dave);
    expect(theirs.name).toBe(`group ${groups}`);
    expect(names(theirs, dave.parley)).toEqual(['Alice', 'Bob', 'Carol', 'Dave']);
    const read = await readBy(theirs);
    expect([read.lines.slice(-2), read.findings, read.closed]).toEqual([
      ['Alice: membership added Dave', 'with Dave'],
      [],
      1,
    ]);
    const others = await readBy(await of(bob));
    expect(others.lines).toEqual(['before Dave', 'Alice: membership added Dave', 'with Dave']);
    expect([others.findings, others.closed, others.isProven]).toEqual([[], 0, true]);
    await theirs.send('thank you');
    expect((await readBy(group)).lines.at(-1)).toBe('thank you');
  });

  test('reads everything where the history is shared, through several epochs', async () => {
    await group.send('one');
    await group.removeParticipants([carol.email]);
    await group.send('two');
    await group.addParticipants([dave.email, carol.email], { shareHistory: true });
    await group.send('three');
    for (const person of [dave, carol]) {
      const read = await readBy(await of(person));
      expect(read.lines).toEqual([
        'one',
        'Alice: membership removed Carol',
        'two',
        'Alice: membership added Dave, Carol',
        'three',
      ]);
      expect([read.findings, read.closed, read.isProven]).toEqual([[], 0, true]);
    }
    // On a station that knows nothing as well.
    const fresh = await world.readAnew(dave);
    expect((await readBy(await fresh.conversation(group.id))).closed).toBe(0);
  });

  test('stays once, however often added, and though the answer was lost', async () => {
    proxy.cutOnce('conversationgroup/addparticipants', 'after');
    await group.addParticipants([dave.email]);
    await group.addParticipants([dave.email, bob.email]);
    expect(names(group, alice.parley)).toEqual(['Alice', 'Bob', 'Carol', 'Dave']);
    expect((await readBy(group)).lines).toEqual(['Alice: membership added Dave']);
  });

  test('may be added by two owners at the same moment', async () => {
    await group.setRole(bob.email, 'owner');
    const theirs = await of(bob);
    await Promise.all([group.addParticipants([dave.email]), theirs.removeParticipants([carol.email])]);
    for (const conversation of [await of(alice), await of(bob), await of(dave)]) {
      expect(conversation.object.participantids.toSorted()).toEqual(
        [alice, bob, dave].map(({ parley }) => parley.account.userid).sort(),
      );
      expect((await readBy(conversation)).findings).toEqual([]);
    }
  });
});

describe('who is removed', () => {
  test('reads nothing that is written from then on, and keeps what was read', async () => {
    const theirs = await of(carol);
    await group.send('while Carol is here');
    await readBy(theirs);
    await group.removeParticipants([carol.email]);
    await group.send('without Carol');
    expect(await codeOf(theirs.sync())).toBe('not_found');
    expect(await codeOf(theirs.send('am I still here?'))).toBe('not_found');
    expect(await Array.fromAsync(theirs.download(), ({ body }) => body)).toEqual(['while Carol is here']);
    expect(names(await of(bob), bob.parley)).toEqual(['Alice', 'Bob']);
    const read = await readBy(await of(bob));
    expect(read.lines).toEqual(['while Carol is here', 'Alice: membership removed Carol', 'without Carol']);
  });

  test('gets no key of what the server would have written for somebody whom it puts into the group', async () => {
    proxy.change('conversation/list', ({ conversations }) => {
      for (const one of conversations) one.participantids.push(dave.parley.account.userid);
    });
    await alice.parley.conversations();
    await group.removeParticipants([carol.email]);
    expect(names(group, alice.parley)).toEqual(['Alice', 'Bob']);
  });

  test('comes back without what was written meanwhile', async () => {
    await group.removeParticipants([carol.email]);
    await group.send('without Carol');
    await group.addParticipants([carol.email]);
    const read = await readBy(await of(carol));
    expect([read.lines, read.findings, read.closed]).toEqual([['Alice: membership added Carol'], [], 2]);
  });
});

describe('who leaves', () => {
  test('is missed by who writes next: a new secret is made first, without being asked for', async () => {
    const theirs = await of(bob);
    await readBy(theirs);
    await (await of(carol)).leave();
    expect((await carol.parley.conversations()).some(({ id }) => id === group.id)).toBe(false);
    await theirs.send('after Carol');
    expect(names(theirs, bob.parley)).toEqual(['Alice', 'Bob']);
    // Alice has heard of none of it when she writes.
    await group.send('and so do I');
    for (const conversation of [group, theirs]) {
      const read = await readBy(conversation);
      expect(read.lines).toEqual(['Bob: membership removed Carol', 'after Carol', 'and so do I']);
      expect([read.findings, read.closed]).toEqual([[], 0]);
    }
  });

  test('is missed once, where several write at the same moment', async () => {
    const theirs = await of(bob);
    await (await of(carol)).leave();
    await Promise.all([theirs.send('from Bob'), group.send('from Alice')]);
    const read = await readBy(group);
    expect(read.lines.filter((line) => line.includes('membership'))).toHaveLength(1);
    expect(read.lines.filter((line) => line.startsWith('from')).sort()).toEqual(['from Alice', 'from Bob']);
    expect([read.findings, group.object.epoch]).toEqual([[], 1]);
  });

  test('is missed by a rename as well', async () => {
    await (await of(carol)).leave();
    await group.rename('a better name');
    expect((await of(bob)).name).toBe('a better name');
    expect(names(await of(bob), bob.parley)).toEqual(['Alice', 'Bob']);
  });

  test('is not the only owner, until there is another', async () => {
    expect(await codeOf(group.leave())).toBe('forbidden');
    await group.setRole(bob.email, 'owner');
    await group.leave();
    await (await of(bob)).removeParticipants([carol.email]);
  });
});

describe('a name', () => {
  test('is the new one for everybody, in the conversation and after the next secret', async () => {
    await group.rename('another name');
    expect((await of(bob)).name).toBe('another name');
    expect((await readBy(await of(bob))).lines).toEqual(['Alice: rename another name']);
    await group.removeParticipants([carol.email]);
    expect((await of(bob)).name).toBe('another name');
  });

  test('is not changed by a member', async () => {
    expect(await codeOf((await of(bob)).rename('mine'))).toBe('forbidden');
    await group.setRole(bob.email, 'admin');
    await (await of(bob)).rename('ours');
    await alice.parley.conversations();
    expect(group.name).toBe('ours');
  });
});

test('a station that was away learns the secret that others write under by fetching their messages', async () => {
  const theirs = await of(bob);
  await readBy(theirs);
  await group.addParticipants([dave.email]);
  await group.send('under the new secret');
  const read = await readBy(theirs);
  expect([read.lines.at(-1), read.closed]).toEqual(['under the new secret', 0]);
  expect(names(theirs, bob.parley)).toContain('Dave');
});

describe('what came before somebody could read is no finding', () => {
  test('a message that its author erased', async () => {
    const { id } = await group.send('to be erased');
    await group.delete(id);
    await group.send('stays');
    await group.addParticipants([dave.email]);
    await group.send('hello Dave');
    const read = await readBy(await of(dave));
    expect(read.findings).toEqual([]);
    expect(read.lines.at(-1)).toBe('hello Dave');
  });

  test('a conversation that was cleared while somebody was not in it', async () => {
    const theirs = await of(carol);
    await group.send('one');
    await readBy(theirs);
    await group.removeParticipants([carol.email]);
    await group.clear();
    await group.send('two');
    await group.addParticipants([carol.email]);
    const read = await readBy(await of(carol));
    expect([read.lines, read.findings]).toEqual([['Alice: membership added Carol'], []]);
  });

  test('a conversation that is cleared after somebody left, before anybody wrote', async () => {
    const theirs = await of(bob);
    await group.send('one');
    await readBy(theirs);
    await (await of(carol)).leave();
    await group.clear();
    const read = await readBy(theirs);
    expect([read.lines.map((line) => line.split(' ')[1]), read.findings]).toEqual([['cleared'], []]);
  });
});

test('a group has a name that can be seen, and a conversation of two has two', async () => {
  for (const name of ['', ' \n', '\u200b']) {
    await expect(alice.parley.createGroup(name, [])).rejects.toMatchObject({ code: 'nameless' });
    await expect(group.rename(name)).rejects.toMatchObject({ code: 'nameless' });
  }
  expect((await of(bob)).name).toBe(group.name);
  await expect(alice.parley.conversationWith(alice.email)).rejects.toMatchObject({ code: 'only_yourself' });
});
