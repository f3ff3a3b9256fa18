import { expect, test } from 'bun:test';
import type { Caller } from '../src/rpc/caller.ts';
import type { StationApi } from '../src/station/api.ts';
import type { TimelineItem, TimelinePage, TimelinePlace } from '../src/station/timeline.ts';
import { TimelineModel } from '../src/timeline/timeline-model.ts';

const LENGTH = 2000;

const row = (at: number) => ({ row: 'message', id: String(at), at, state: 'accepted' }) as TimelineItem;

/** A station with a conversation of many messages, numbered from 0, that is opened at its end. */
class Station {
  readonly caller = {
    watch: () => () => undefined,
    onMoved: () => () => undefined,
    call: async (name: string, input: { place: TimelinePlace; limit: number }) =>
      name === 'timelineOpening'
        ? { page: this.#page({ kind: 'newest' }, input.limit), firstUnread: undefined }
        : this.#page(input.place, input.limit),
  } as unknown as Caller<StationApi>;

  #page(place: TimelinePlace, limit: number): TimelinePage {
    const at = 'id' in place ? Number(place.id) : 0;
    const begin = {
      newest: LENGTH - limit,
      oldest: 0,
      before: at - limit,
      after: at + 1,
      around: at - limit / 2,
    }[place.kind];
    const [from, to] = [Math.max(0, begin), Math.min(LENGTH, begin + limit)];
    const items = Array.from({ length: to - from }, (_, index) => row(from + index));
    return { items, older: from > 0, newer: to < LENGTH };
  }
}

async function opened(): Promise<TimelineModel> {
  const model = new TimelineModel(new Station().caller, 'c1');
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
