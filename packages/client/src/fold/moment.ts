import { fromWireDate } from '@parley/protocol/encoding';
import { shownTime } from '@parley/protocol/trust';
import { type Entry, isUnopened } from '../view.ts';

/** Years that every reader of dates knows, with a day to spare for time zones. */
const EARLIEST = Date.parse('0001-01-02T00:00:00Z');
const LATEST = Date.parse('9999-12-30T23:59:59.999Z');

/** Whether a sender's word names a moment of the years 1 to 9999. */
export function isMoment(milliseconds: number): boolean {
  return milliseconds >= EARLIEST && milliseconds <= LATEST;
}

/** When an entry is shown to be from: the server's word, or the sender's where they differ by over 5 minutes. */
export function shownAt(entry: Entry): number {
  const created = fromWireDate(entry.created) ?? 0;
  return isUnopened(entry) || !isMoment(entry.sent) ? created : shownTime(created, entry.sent);
}
