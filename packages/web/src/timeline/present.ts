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

/** What is known of an item that was shown. */
interface Shown {
  /** The beginning of its day, in milliseconds since the Unix epoch: a calendar is asked once about each item. */
  readonly day: number;
  readonly row: PresentedRow;
}

/** Makes rows of items, with their days, groups and the beginning of the unread. */
export class Presenter {
  /** Of the items that were presented last: one that is shown the same again is the same row, which is not made anew. */
  #last: ReadonlyMap<TimelineItem, Shown> = new Map();

  present(items: readonly TimelineItem[], firstUnread: string | undefined): readonly PresentedRow[] {
    const all = new Map<TimelineItem, Shown>();
    let before: TimelineItem | undefined;
    let dayBefore: number | undefined;
    for (const item of items) {
      const last = this.#last.get(item);
      const begun = last?.day ?? new Date(item.at).setHours(0, 0, 0, 0);
      const day = begun === dayBefore ? undefined : item.at;
      const isFirstUnread = item.id === firstUnread;
      const isGroupStart = day !== undefined || isFirstUnread || !continues(before, item);
      const row = { key: item.id, item, day, isFirstUnread, isGroupStart };
      all.set(item, last && isSame(last.row, row) ? last : { day: begun, row });
      before = item;
      dayBefore = begun;
    }
    this.#last = all;
    return Array.from(all.values(), ({ row }) => row);
  }
}

/** Whether the same item is shown the same. */
function isSame(one: PresentedRow, other: PresentedRow): boolean {
  return (
    one.day === other.day &&
    one.isFirstUnread === other.isFirstUnread &&
    one.isGroupStart === other.isGroupStart
  );
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
