import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { type Conversation, type LocalLog, type LocalStore, MemoryStore, Parley } from '@parley/client';
import { type TestPerson, TestWorld } from '@parley/testkit';

setDefaultTimeout(60_000);

/** A store that fails at one write, as a process does that is killed before it. */
class BreakingStore extends MemoryStore {
  left = Number.POSITIVE_INFINITY;

  override async set(name: string, value: unknown): Promise<void> {
    this.#count();
    await super.set(name, value);
  }

  override log(name: string): LocalLog {
    const log = super.log(name);
    const append = async (record: string) => {
      this.#count();
      await log.append(record);
    };
    return { ...log, append };
  }

  #count(): void {
    if (this.left-- <= 0) throw new Error('killed');
  }
}

let world: TestWorld;
let alice: TestPerson;
let bob: TestPerson;
let bobStore: BreakingStore;
let groups = 0;

beforeAll(async () => {
  world = await TestWorld.start();
  bobStore = new BreakingStore();
  [alice, bob] = await Promise.all([world.register('Alice'), world.register('Bob', { store: bobStore })]);
});
afterAll(() => world.close());

async function group(): Promise<{ a: Conversation; b: Conversation }> {
  const a = await alice.parley.createGroup(`opened ${groups++}`, [bob.email]);
  const b = await bob.parley.conversation(a.id);
  b.timeline();
  return { a, b };
}

async function bodies(conversation: Conversation): Promise<string[]> {
  const { items } = await conversation.timeline().newest(200);
  return items.map((item) => (item.row === 'message' ? item.body : item.row));
}

/** All that a station has opened of a conversation, as it stands in the store in clear. */
async function openedText(person: TestPerson, store: LocalStore, id: string): Promise<string> {
  const name = `conversations/${id}/opened`;
  let text = '';
  for await (const { record } of store.log(name).records()) {
    text += JSON.stringify(await person.parley.station.vault.open(name, record.trimEnd()));
  }
  return text;
}

test('killed at any write, a station opens everything once when it starts again', async () => {
  const { a, b } = await group();
  const expected: string[] = [];
  for (let step = 0; step < 12; step++) {
    expected.push(`message ${step}`);
    await a.send(`message ${step}`);
    bobStore.left = step;
    await b.sync().catch(() => undefined);
    bobStore.left = Number.POSITIVE_INFINITY;
    const again = await Parley.resume(bob.options);
    const held = await again.conversation(a.id);
    await held.refreshTimeline();
    await held.sync();
    expect(await bodies(held)).toEqual(expected);
    expect(held.overview).toMatchObject({ unread: step + 1, preview: { text: `message ${step}` } });
    await again.close();
  }
});

test('what its author erased is erased from what was opened, and nothing opened is readable without the key', async () => {
  const { a, b } = await group();
  const { id } = await a.send('the secret word is swordfish');
  await a.send('something else');
  await b.sync();
  expect(await openedText(bob, bobStore, a.id)).toContain('swordfish');
  let raw = '';
  for await (const { record } of bobStore.log(`conversations/${a.id}/opened`).records()) raw += record;
  expect(raw).not.toContain('swordfish');
  expect(atob(raw.slice(0, raw.length - (raw.length % 4)).replaceAll('=', 'A'))).not.toContain('swordfish');
  await a.delete(id);
  await b.sync();
  expect(await openedText(bob, bobStore, a.id)).not.toContain('swordfish');
  expect(await bodies(b)).toEqual(['removed', 'something else']);
  expect(await b.search('swordfish')).toEqual([]);
});

test('a cleared conversation begins anew, and says who cleared it', async () => {
  const { a, b } = await group();
  await a.send('old');
  await b.sync();
  const resets: boolean[] = [];
  b.timeline().subscribe(({ reset }) => resets.push(reset));
  await a.clear();
  await a.send('new');
  await b.sync();
  expect(await bodies(b)).toEqual(['event', 'new']);
  expect(resets).toContain(true);
  expect(await openedText(bob, bobStore, a.id)).not.toContain('old');
});

test('a search finds parts of words in what was edited last, whatever case and accents, the newest first', async () => {
  const { a, b } = await group();
  const first = await a.send('Über den Wolken');
  const second = await a.send('uberall');
  const third = await a.send('something');
  await a.edit(third.id, 'ÜBERMORGEN');
  await b.sync();
  expect((await bob.parley.search('uber')).map(({ id }) => id)).toEqual([third.id, second.id, first.id]);
  expect((await b.search('wolk über')).map(({ id }) => id)).toEqual([first.id]);
  expect(await b.search('something')).toEqual([]);
});

test('pages go back to the first message and forward again, each once', async () => {
  const { a, b } = await group();
  const drafts = Array.from({ length: 1700 }, (_, index) => ({
    id: crypto.randomUUID(),
    sent: Date.UTC(2024, 0, 1) + index * 1000,
    content: { kind: 'text' as const, body: `line ${index}`, imported: { name: 'old', source: 'test' } },
  }));
  await a.import(drafts);
  await b.sync();
  const timeline = b.timeline();
  let page = await timeline.newest(100);
  const ids = page.items.map(({ id }) => id);
  while (page.older) {
    page = await timeline.before(ids[0] as string, 100);
    ids.unshift(...page.items.map(({ id }) => id));
  }
  expect(ids).toEqual(drafts.map(({ id }) => id));
  const around = await timeline.around(ids[700] as string, 11);
  expect(around.items.map(({ id }) => id)).toEqual(ids.slice(695, 706));
  expect((await timeline.after(ids[700] as string, 5)).items.map(({ id }) => id)).toEqual(
    ids.slice(701, 706),
  );
  // Imported history is nobody's news.
  expect(b.overview.unread).toBe(0);
});
