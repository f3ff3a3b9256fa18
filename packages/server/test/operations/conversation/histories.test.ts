import { afterAll, beforeAll, expect, test } from 'bun:test';
import { toWireDate } from '@parley/protocol/encoding';
import fc from 'fast-check';
import type { Caller } from '../../../src/operations/operation.ts';
import { Refusal } from '../../../src/operations/refusal.ts';
import { idsOf, type MessageParts, openWorld, type Place, type World } from '../../harness.ts';
import { type Mark, Model } from './model.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const start = Date.UTC(2024, 2, 8, 15);

/** A mark as numbers: which item, and how the date lies; made into ids and dates when it is used. */
const mark = fc.record({
  by: fc.constantFrom('nothing', 'id', 'date', 'unknown', 'both'),
  which: fc.nat(30),
  off: fc.integer({ min: -2, max: 2 }),
});
type MarkPlan = typeof mark extends fc.Arbitrary<infer Plan> ? Plan : never;

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      who: fc.nat(1),
      off: fc.integer({ min: -400, max: 400 }),
      again: fc.option(fc.nat(30)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      steps: fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }),
      again: fc.nat(3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      who: fc.nat(1),
      type: fc.constantFrom('delivered' as const, 'viewed' as const),
      which: fc.array(fc.nat(30), { maxLength: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('remove' as const),
      who: fc.nat(1),
      which: fc.array(fc.nat(30), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      seconds: fc.integer({ min: -1000, max: 1000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const), who: fc.nat(1) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('delta' as const), limit: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('download' as const), messages: mark, reports: mark }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('page' as const),
      messages: mark,
      reports: mark,
      limit: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('walk' as const), limit: fc.integer({ min: 1, max: 5 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** A history of one conversation, made in the server and in the model, and compared at every read. */
class History {
  readonly model = new Model();
  readonly #people: [Caller, Caller];
  #place: Place;
  /** Of a reader that takes deltas now and then. */
  #cursor = '';
  #reach = 0;
  readonly #replica = new Map<string, string>();

  constructor(people: [Caller, Caller], place: Place) {
    this.#people = people;
    this.#place = place;
  }

  async do(one: Step): Promise<void> {
    switch (one.do) {
      case 'add':
        return this.#add(this.#people[one.who] as Caller, one.off, one.again);
      case 'import':
        return this.#import(one.steps, one.again);
      case 'report':
        return this.#report(this.#people[one.who] as Caller, one.type, one.which);
      case 'remove':
        return this.#remove(this.#people[one.who] as Caller, one.which);
      case 'clock':
        return world.pass(one.seconds);
      case 'clear':
        return this.#clear(this.#people[one.who] as Caller);
      case 'delta':
        await this.#delta(one.limit);
        return;
      case 'download':
        return this.#download(one.messages, one.reports);
      case 'page':
        return this.#page(one.messages, one.reports, one.limit);
      case 'walk':
        return this.#walk(one.limit);
    }
  }

  /** Takes deltas to the end: the reader then has every message in its newest state. */
  async finish(): Promise<void> {
    while (await this.#delta(5)) {}
    const state = this.model.messages.map(({ item }): [string, string] => [item.ID, JSON.stringify(item)]);
    expect([...this.#replica].sort()).toEqual(state.sort());
  }

  async #add(caller: Caller, off: number, again: number | null): Promise<void> {
    const sent = again === null ? undefined : this.model.messages[again];
    const parts = sent ? { ID: sent.item.ID, ValidUntil: sent.item.ValidUntil } : {};
    const message = world.message({ ...parts, Created: toWireDate(world.now + off * 1000) });
    const Created = this.model.add(caller.user, message, world.now);
    const body = world.addBody(this.#place, message);
    if (Created === undefined) {
      expect((await world.refusal('conversation/add', caller, body)).code).toBe('conflict');
    } else {
      expect((await world.ask('conversation/add', caller, body)).message.Created).toBe(Created);
    }
  }

  async #import(steps: number[], again: number): Promise<void> {
    const [creator] = this.#people;
    let at = Math.max(start - 5_000_000, Date.parse(`${this.model.newest.replace(' ', 'T')}Z`) || 0);
    const messages: MessageParts[] = [];
    for (const seconds of steps) {
      at += seconds * 1000;
      if (at > world.now + 300_000) break;
      messages.push(world.message({ Created: toWireDate(at) }));
    }
    if (messages.length === 0) return;
    const batch = [...messages, ...messages.slice(0, again)];
    const answer = await world.ask('conversation/import', creator, { ...this.#place, messages: batch });
    for (const message of messages) this.model.append(creator.user, message);
    expect([answer.added, answer.skipped]).toEqual([messages.length, batch.length - messages.length]);
  }

  async #report(caller: Caller, Type: 'delivered' | 'viewed', which: number[]): Promise<void> {
    const ids = which.map((index) => this.model.messages[index]?.item.ID ?? world.uuid());
    for (const MessageID of ids) {
      const nextId = () => {
        const id = world.uuid();
        world.uuids.push(id);
        return id;
      };
      this.model.report({ Type, User: caller.user, Station: caller.station, MessageID }, nextId, world.now);
    }
    await world.report(caller, this.#place, Type, ids);
    expect(world.uuids).toEqual([]);
  }

  async #remove(caller: Caller, which: number[]): Promise<void> {
    const own = which.flatMap((index) => {
      const message = this.model.messages[index];
      return message?.sender === caller.user ? [message.item.ID] : [];
    });
    if (own.length === 0) return;
    await world.ask('conversation/remove', caller, { ...this.#place, messageids: own });
    this.model.remove(own);
  }

  async #clear(caller: Caller): Promise<void> {
    const { conversation } = await world.ask('conversation/clear', caller, this.#place);
    this.#place = { ...this.#place, instance: conversation.instance };
    this.model.clear();
  }

  /** @returns whether there is more */
  async #delta(limit: number): Promise<boolean> {
    const [, reader] = this.#people;
    const expected = this.model.delta(this.#reach, limit);
    try {
      const answer = await world.ask('conversation/download', reader, {
        ...this.#place,
        since: this.#cursor,
        limit,
      });
      const { messages, reports, more, reach } = expected;
      expect([answer.messages, answer.reports, answer.more]).toEqual([messages, reports, more]);
      for (const message of messages) this.#replica.set(message.ID, JSON.stringify(message));
      this.#cursor = answer.cursor;
      this.#reach = reach;
      return more;
    } catch (error) {
      // Cleared since: the reader drops what it has and starts over.
      if (!(error instanceof Refusal && error.code === 'instance_changed')) throw error;
      this.#cursor = '';
      this.#reach = 0;
      this.#replica.clear();
      return true;
    }
  }

  async #download(messages: MarkPlan, reports: MarkPlan): Promise<void> {
    const one = this.#mark(this.model.messages, messages);
    const other = this.#mark(this.model.reports, reports);
    const answer = await world.ask('conversation/download', this.#people[0], {
      ...this.#place,
      firstmessageid: one.id,
      firstmessagedate: one.date,
      firstreportid: other.id,
      firstreportdate: other.date,
    });
    expect({ messages: answer.messages, reports: answer.reports }).toEqual(this.model.download(one, other));
  }

  async #page(messages: MarkPlan, reports: MarkPlan, limit: number): Promise<void> {
    const one = this.#mark(this.model.messages, messages);
    const other = this.#mark(this.model.reports, reports);
    const answer = await this.#pageAt(one, other, limit);
    expect({ messages: answer.messages, reports: answer.reports }).toEqual(
      this.model.page(one, other, limit),
    );
  }

  /** Pages from the newest back to the beginning, while somebody adds. */
  async #walk(limit: number): Promise<void> {
    const all = idsOf(this.model.messages.map(({ item }) => item));
    const seen: string[] = [];
    let id = '';
    for (;;) {
      const { messages } = await this.#pageAt({ id, date: '' }, { id: '', date: '' }, limit);
      if (messages.length === 0) break;
      seen.unshift(...idsOf(messages));
      id = messages[0]?.ID as string;
      if (seen.length % 3 === 0) await this.#add(this.#people[0], 0, null);
    }
    expect(seen).toEqual(all);
  }

  #pageAt(messages: Mark, reports: Mark, limit: number) {
    return world.ask('conversation/downloadpartial', this.#people[0], {
      ...this.#place,
      lastmessageid: messages.id,
      lastmessagedate: messages.date,
      lastreportid: reports.id,
      lastreportdate: reports.date,
      limit,
    });
  }

  #mark(list: { item: { ID: string; Created: string } }[], { by, which, off }: MarkPlan): Mark {
    const item = list[which]?.item;
    const moment = item ? Date.parse(`${item.Created.replace(' ', 'T')}Z`) : world.now;
    const date = by === 'nothing' || by === 'id' ? '' : toWireDate(moment + off * 1000);
    if (by === 'id' || by === 'both') return { id: item?.ID ?? world.uuid(), date };
    return { id: by === 'unknown' ? world.uuid() : '', date };
  }
}

test('whatever happens to a conversation, every read is what the specification says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      world.now = start;
      const { alice, bob, place } = await world.couple();
      const history = new History([alice, bob], place);
      for (const one of steps) await history.do(one);
      await history.finish();
    }),
    { numRuns: 40 },
  );
}, 120_000);
