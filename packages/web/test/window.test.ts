import { expect, test } from 'bun:test';
import type { TimelineItem } from '../src/station/timeline.ts';
import { letGo, MOST_HELD, windowOf, withNewer, withNews, withOlder } from '../src/timeline/window.ts';

/** A message as far as the window looks at it. */
const row = (id: string, at: number, state: 'accepted' | 'waiting' = 'accepted') =>
  ({ row: 'message', id, at, state }) as TimelineItem;
const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => row(String(from + index), from + index));
const ids = ({ items }: { items: readonly TimelineItem[] }) => items.map(({ id }) => id);
const quiet = { added: [], changed: [], removed: [], reset: false, renamed: false };

test('older and newer rows join without doubling', () => {
  const window = windowOf({ items: rows(100, 200), older: true, newer: false });
  const older = withOlder(window, { items: rows(50, 101), older: true, newer: true });
  expect(ids(older)).toEqual(ids({ items: rows(50, 200) }));
  const newer = withNewer(older, { items: rows(199, 260), older: true, newer: true });
  expect(ids(newer)).toEqual(ids({ items: rows(50, 260) }));
  expect([newer.older, newer.newer]).toEqual([true, true]);
});

test('what is far away is let go, and can be fetched again', () => {
  const whole = windowOf({ items: rows(0, MOST_HELD), older: false, newer: false });
  expect(letGo(whole, 'newer')).toBeUndefined();
  const more = withNewer(whole, { items: rows(MOST_HELD, MOST_HELD + 60), older: true, newer: false });
  const atEnd = letGo(more, 'older');
  expect([atEnd?.items[0]?.id, atEnd?.items.length, atEnd?.older, atEnd?.newer]).toEqual([
    '60',
    MOST_HELD,
    true,
    false,
  ]);
  const atStart = letGo(more, 'newer');
  expect([atStart?.items[0]?.id, atStart?.items.length, atStart?.older, atStart?.newer]).toEqual([
    '0',
    MOST_HELD,
    false,
    true,
  ]);
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
