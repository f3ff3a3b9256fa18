import { expect, test } from 'bun:test';
import type { TimelineItem } from '../src/station/timeline.ts';
import { Presenter } from '../src/timeline/present.ts';

const MINUTE = 60_000;
const NOON = new Date(2026, 10, 30, 12).getTime();

/** A message as far as presenting looks at it. */
const row = (id: string, minutes: number, sender = 'alice') =>
  ({
    row: 'message',
    id,
    at: NOON + minutes * MINUTE,
    sender: { id: sender, verified: true },
    replyTo: [],
  }) as unknown as TimelineItem;

test('a day, the unread, another speaker and a pause begin a group', () => {
  const items = [
    row('1', 0),
    row('2', 1),
    row('3', 2, 'bob'),
    row('4', 3, 'bob'),
    row('5', 8, 'bob'),
    row('6', 24 * 60, 'bob'),
  ];
  const rows = new Presenter().present(items, '4');
  expect(rows.map(({ key, isGroupStart }) => [key, isGroupStart])).toEqual([
    ['1', true],
    ['2', false],
    ['3', true],
    ['4', true],
    ['5', true],
    ['6', true],
  ]);
  expect(rows.filter(({ day }) => day !== undefined).map(({ key }) => key)).toEqual(['1', '6']);
  expect(rows.filter(({ isFirstUnread }) => isFirstUnread).map(({ key }) => key)).toEqual(['4']);
});

test('a row that is shown as before is the same; one that older rows come before may be another', () => {
  const presenter = new Presenter();
  const items = [row('2', 1), row('3', 2, 'bob')];
  const [first, second] = presenter.present(items, undefined);
  const again = presenter.present([...items], undefined);
  expect([again[0] === first, again[1] === second]).toEqual([true, true]);
  const [, begun, other] = presenter.present([row('1', 0), ...items], undefined);
  expect(begun).not.toBe(first as never);
  expect(begun).toMatchObject({ key: '2', isGroupStart: false });
  expect(other).toBe(second as never);
});
