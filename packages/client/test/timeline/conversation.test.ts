import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Conversation, MessageItem, TimelineItem } from '@parley/client';
import { type TestPerson, TestWorld } from '@parley/testkit';

setDefaultTimeout(60_000);

let world: TestWorld;
let alice: TestPerson;
let bob: TestPerson;
let groups = 0;

beforeAll(async () => {
  world = await TestWorld.start();
  [alice, bob] = await Promise.all([world.register('Alice'), world.register('Bob')]);
});
afterAll(() => world.close());

/** A new group as Alice and as Bob hold it. */
async function group(): Promise<{ a: Conversation; b: Conversation }> {
  const a = await alice.parley.createGroup(`group ${groups++}`, [bob.email]);
  return { a, b: await bob.parley.conversation(a.id) };
}

async function rows(conversation: Conversation, limit = 100): Promise<readonly TimelineItem[]> {
  return (await conversation.timeline().newest(limit)).items;
}

async function message(conversation: Conversation, id: string): Promise<MessageItem> {
  const item = conversation.timeline().item(id);
  if (item?.row !== 'message') throw new Error(`${id} is shown as ${item?.row}`);
  return item;
}

describe('what one writes', () => {
  test('shows with the other: text, reply, mention, edit, reaction, and ticks back', async () => {
    const { a, b } = await group();
    b.timeline();
    const first = await a.send('Shall we start?');
    const second = await b.send('Yes, @Alice', { replyTo: first.id });
    await a.edit(first.id, 'Shall we start now?');
    await b.sync();
    await b.react(first.id, '👍');
    await a.sync();
    expect(await message(a, first.id)).toMatchObject({
      body: 'Shall we start now?',
      own: true,
      edited: { times: 1, earlier: [{ body: 'Shall we start?' }] },
      reactions: [{ emoji: '👍', own: false, by: [{ name: 'Bob' }] }],
      delivered: [{ name: 'Bob' }],
      viewed: [],
    });
    expect(await message(a, second.id)).toMatchObject({
      body: 'Yes, @Alice',
      own: false,
      mentions: [{ userId: alice.parley.account.userid, begin: 5, end: 11 }],
      replyTo: [{ id: first.id, said: { name: 'Alice', text: 'Shall we start now?' } }],
    });
    expect(a.overview).toMatchObject({
      unread: 1,
      preview: { id: second.id, text: 'Yes, @Alice', own: false },
    });
    await a.markViewed(second.id);
    expect(a.overview.unread).toBe(0);
    await b.sync();
    expect(await message(b, second.id)).toMatchObject({ viewed: [{ name: 'Alice' }] });
    await b.react(first.id, '👍', { remove: true });
    await a.sync();
    expect((await message(a, first.id)).reactions).toEqual([]);
    expect((await rows(a)).map(({ row }) => row)).toEqual(['message', 'message']);
  });

  test('is named after somebody’s new name wherever it stands, also for who reads it meanwhile', async () => {
    const { a, b } = await group();
    const listened: string[] = [];
    b.timeline();
    const { id: asked } = await a.send('Who is there?');
    const { id: answer } = await b.send('Me', { replyTo: asked });
    await b.sync();
    const named = () => {
      const [question, reply] = [asked, answer].map((id) => b.timeline().item(id)) as MessageItem[];
      return [question?.sender.name, reply?.replyTo[0]?.said?.sender.name, reply?.replyTo[0]?.said?.name];
    };
    expect(named()).toEqual(['Alice', 'Alice', 'Alice']);
    const stop = b.timeline().subscribe(({ renamed }) => {
      if (renamed) listened.push(...(named() as string[]));
    });
    const { people } = bob.parley;
    const [found] = await people.search(alice.email);
    if (!found) throw new Error('nobody has the address');
    await people.meet([{ ...found, friendname: 'Alicia' }]);
    expect(listened).toEqual(['Alicia', 'Alicia', 'Alicia']);
    expect(await b.search('there')).toMatchObject([{ id: asked, senderName: 'Alicia' }]);
    stop();
    await people.meet([found]);
    expect(named()).toEqual(['Alice', 'Alice', 'Alice']);
  });

  test('previews a long text by its beginning, in its own lines', async () => {
    const { a } = await group();
    a.timeline();
    await a.send(`\n\`\`\`\r\n\u202ecode\n${'x'.repeat(5_000)}`);
    await a.sync();
    const text = a.overview.preview?.text ?? '';
    expect(text).toStartWith('```\n⟨U+202E⟩code\nxxx');
    expect(text).toEndWith('x…');
    expect(text.length).toBe(200);
  });

  test('and deletes is gone with both, with its edits, and causes no finding', async () => {
    const { a, b } = await group();
    b.timeline();
    const { id } = await a.send('a secret');
    await a.edit(id, 'a better secret');
    const { id: answer } = await b.send('what?', { replyTo: id });
    await b.sync();
    await a.sync();
    await a.delete(id);
    await b.sync();
    for (const one of [a, b]) {
      expect(await rows(one)).toMatchObject([
        { row: 'removed', id, by: 'author', sender: { name: 'Alice' }, findings: [] },
        { row: 'message', id: answer, replyTo: [{ id, said: undefined, deleted: true }] },
      ]);
    }
    const anew = await world.readAnew(bob);
    const again = await anew.conversation(a.id);
    await again.sync();
    await again.refreshTimeline();
    expect(await rows(again)).toMatchObject([{ row: 'message', id: answer }]);
  });
});
