import type { MessageItem, TimelineItem } from '../station/timeline.ts';

/** A row as it is shown. */
export interface PresentedRow {
  readonly key: string;
  readonly item: TimelineItem;
  /** A day that begins with it, in milliseconds since the Unix epoch. */
  readonly day?: number | undefined;
  /** Whether the unread messages begin with it. */
  readonly isFirstUnread: boolean;
  /** Whether it says who speaks: the first of what one person says without a pause. */
  readonly isGroupStart: boolean;
}

/** Beyond it, the same person begins a new group; in milliseconds. */
const PAUSE = 5 * 60_000;

/** The days of items, in milliseconds since the Unix epoch: a calendar is asked once about each. */
const days = new WeakMap<TimelineItem, number>();

/** How items were shown last: one that is shown the same again is the same row, which need not be made anew. */
const shown = new WeakMap<TimelineItem, PresentedRow>();

/** Rows with their days, groups and the beginning of the unread. */
export function present(
  items: readonly TimelineItem[],
  firstUnread: string | undefined,
): readonly PresentedRow[] {
  return items.map((item, index) => {
    const before = items[index - 1];
    const day = !before || dayOf(before) !== dayOf(item) ? item.at : undefined;
    const isFirstUnread = item.id === firstUnread;
    const isGroupStart = day !== undefined || isFirstUnread || !continues(before, item);
    const last = shown.get(item);
    if (last?.day === day && last?.isFirstUnread === isFirstUnread && last.isGroupStart === isGroupStart)
      return last;
    const row = { key: item.id, item, day, isFirstUnread, isGroupStart };
    shown.set(item, row);
    return row;
  });
}

/** Whether a row is the same person going on. */
function continues(before: TimelineItem | undefined, item: TimelineItem): boolean {
  return (
    before?.row === 'message' &&
    item.row === 'message' &&
    speakerOf(before) === speakerOf(item) &&
    item.replyTo.length === 0 &&
    Math.abs(item.at - before.at) < PAUSE
  );
}

function speakerOf({ sender, imported }: MessageItem): string {
  return `${sender.id} ${sender.verified} ${imported?.name ?? ''} ${imported?.line ?? ''}`;
}

function dayOf(item: TimelineItem): number {
  const known = days.get(item);
  if (known !== undefined) return known;
  const day = new Date(item.at).setHours(0, 0, 0, 0);
  days.set(item, day);
  return day;
}
