import { expect, test } from 'bun:test';
import type { TimelineItem } from '../src/station/timeline.ts';
import { MOST_HELD, windowOf, withNewer, withNews, withOlder } from '../src/timeline/window.ts';

/** A message as far as the window looks at it. */
const row = (id: string, at: number, state: 'accepted' | 'waiting' = 'accepted') =>
  ({ row: 'message', id, at, state }) as TimelineItem;
const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => row(String(from + index), from + index));
const ids = ({ items }: { items: readonly TimelineItem[] }) => items.map(({ id }) => id);
const quiet = { added: [], changed: [], removed: [], reset: false };

test('older and newer rows join without doubling, and what is far away is let go', () => {
  const window = windowOf({ items: rows(100, 200), older: true, newer: false });
  const older = withOlder(window, { items: rows(50, 101), older: true, newer: true });
  expect(ids(older)).toEqual(ids({ items: rows(50, 200) }));
  const full = withOlder(windowOf({ items: rows(1000, 1000 + MOST_HELD), older: true, newer: false }), {
    items: rows(940, 1000),
    older: false,
    newer: true,
  });
  expect(full.items).toHaveLength(MOST_HELD);
  expect([full.items[0]?.id, full.older, full.newer]).toEqual(['940', false, true]);
  const back = withNewer(full, { items: rows(1940, 2000), older: true, newer: false });
  expect([back.items.at(-1)?.id, back.older, back.newer]).toEqual(['1999', true, false]);
});

test('what waits stands behind what was accepted, and takes its place once it is', () => {
  const window = windowOf({ items: [row('1', 1), row('w', 2, 'waiting')], older: false, newer: false });
  const heard = withNews(window, { ...quiet, added: [row('3', 3)] });
  expect(heard && ids(heard)).toEqual(['1', '3', 'w']);
  const sent = heard && withNews(heard, { ...quiet, added: [row('n', 4)], removed: ['w'] });
  expect(sent && ids(sent)).toEqual(['1', '3', 'n']);
});

test('away from the newest end new rows are not joined; what only the station can place is read anew', () => {
  const away = windowOf({ items: rows(0, 10), older: false, newer: true });
  expect(withNews(away, { ...quiet, added: [row('99', 99)] })?.items).toHaveLength(10);
  const atEnd = windowOf({ items: rows(0, 10), older: false, newer: false });
  expect(withNews(atEnd, { ...quiet, changed: [row('between', 5)] })).toBeUndefined();
  expect(withNews(atEnd, { ...quiet, reset: true })).toBeUndefined();
});
