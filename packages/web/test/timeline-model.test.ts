import { expect, test } from 'bun:test';
import type { Caller } from '../src/rpc/caller.ts';
import type { StationApi } from '../src/station/api.ts';
import type {
  MessageItem,
  TimelineItem,
  TimelineNews,
  TimelinePage,
  TimelinePlace,
} from '../src/station/timeline.ts';
import { TimelineModel } from '../src/timeline/timeline-model.ts';

const row = (at: number, name: string) =>
  ({ row: 'message', id: String(at), at, state: 'accepted', sender: { name } }) as TimelineItem;

/** A station with a conversation of many messages, numbered from 0, that is opened at its end. */
class Station {
  length = 2000;
  /** What answers wait for once their rows were read. */
  holds: Promise<void> | undefined;
  /** What everybody is called. */
  name = 'Alice';
  tell: (news: TimelineNews) => void = () => undefined;
  readonly caller = {
    watch: (_name: string, _input: unknown, tell: (news: TimelineNews) => void) => {
      this.tell = tell;
      return () => undefined;
    },
    onMoved: () => () => undefined,
    call: async (name: string, input: { place: TimelinePlace; limit: number }) => {
      const isOpening = name === 'timelineOpening';
      const page = this.#page(isOpening ? { kind: 'newest' } : input.place, input.limit);
      await this.holds;
      return isOpening ? { page, firstUnread: undefined } : page;
    },
  } as unknown as Caller<StationApi>;

  /** One more message comes. */
  grow(): void {
    const added = [row(this.length++, this.name)];
    this.tell({ added, changed: [], removed: [], reset: false, renamed: false });
  }

  #page(place: TimelinePlace, limit: number): TimelinePage {
    const at = 'id' in place ? Number(place.id) : 0;
    const begin = {
      newest: this.length - limit,
      oldest: 0,
      before: at - limit,
      after: at + 1,
      around: at - limit / 2,
    }[place.kind];
    const [from, to] = [Math.max(0, begin), Math.min(this.length, begin + limit)];
    const items = Array.from({ length: to - from }, (_, index) => row(from + index, this.name));
    return { items, older: from > 0, newer: to < this.length };
  }
}

async function opened(station = new Station()): Promise<TimelineModel> {
  const model = new TimelineModel(station.caller, 'c1');
  await Bun.sleep(0);
  return model;
}

/** The first and the last row, and whether all that is between them is there. */
function shown(model: TimelineModel): [number, number, boolean] {
  const numbers = model.state.value.items.map(({ id }) => Number(id));
  const [first = Number.NaN, last = Number.NaN] = [numbers[0], numbers.at(-1)];
  return [first, last, numbers.every((number, index) => number === first + index)];
}

test('rows that come after another place is shown are not put before it', async () => {
  const model = await opened();
  const arrival = Promise.withResolvers<void>();
  model.older(() => arrival.promise);
  await model.jump('700');
  arrival.resolve();
  await Bun.sleep(0);
  expect(shown(model)).toEqual([670, 729, true]);
});

test('rows that wait at one end hold up none at the other', async () => {
  const model = await opened();
  await model.jump('700');
  model.older(() => new Promise(() => undefined));
  model.newer(async () => undefined);
  await Bun.sleep(0);
  expect(shown(model)).toEqual([670, 969, true]);
});

test('a new name stands in all rows, which stay where they are', async () => {
  const station = new Station();
  const model = await opened(station);
  model.older(async () => undefined);
  await Bun.sleep(0);
  const before = shown(model);
  station.name = 'Alicia';
  station.tell({ added: [], changed: [], removed: [], reset: false, renamed: true });
  await Bun.sleep(0);
  expect(shown(model)).toEqual(before);
  const names = new Set(model.state.value.items.map((item) => (item as MessageItem).sender.name));
  expect([...names]).toEqual(['Alicia']);
});

const READS: Readonly<Record<string, (model: TimelineModel) => void>> = {
  'is opened': () => undefined,
  'goes to its end': (model) => void model.toEnd(),
  'comes to its end': (model) => model.newer(async () => undefined),
  'is read again': () => undefined,
};

for (const [what, read] of Object.entries(READS)) {
  test(`a message that comes while a timeline ${what}, after its rows were read, is there`, async () => {
    const station = new Station();
    const answer = Promise.withResolvers<void>();
    if (what === 'is opened') station.holds = answer.promise;
    const model = await opened(station);
    if (what.endsWith('its end')) await model.jump('1900');
    station.holds = answer.promise;
    read(model);
    if (what === 'is read again')
      station.tell({ added: [], changed: [], removed: [], reset: true, renamed: false });
    station.grow();
    answer.resolve();
    await Bun.sleep(0);
    const [, last, isWhole] = shown(model);
    expect([last, isWhole]).toEqual([2000, true]);
  });
}
