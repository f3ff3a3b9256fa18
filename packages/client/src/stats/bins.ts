import { longDay } from '../export/time.ts';
import type { Stats } from './stats.ts';

/** Messages of a span of time, as one bar. */
export interface Bin {
  /** When the span begins: milliseconds since the Unix epoch, as if its days were days of UTC. */
  readonly start: number;
  /** Short, for an axis: `27 Jun`, `Jun 2005`, `2005`. */
  readonly label: string;
  /** Whole, for a reader of the value: `Monday, 27 June 2005`. */
  readonly name: string;
  readonly messages: number;
}

const DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Spans, finest first, with how many of them a chart can still show. */
const SPANS = [
  { span: 'day', most: 120 },
  { span: 'week', most: 120 },
  { span: 'month', most: 180 },
  { span: 'year', most: 10_000 },
] as const;
export type Span = (typeof SPANS)[number]['span'];

/** Days as bars without gaps: by day, week, month or year, as the period needs it. */
export function binsOf(days: Stats['days']): { span: Span; bins: Bin[] } {
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined) return { span: 'day', bins: [] };
  const { span } =
    SPANS.find(({ span, most }) => startsOf(first, last, span, most + 1).length <= most) ?? SPANS[3];
  const counts = new Map<number, number>();
  for (const { day, messages } of days) {
    const start = startOf(day, span);
    counts.set(start, (counts.get(start) ?? 0) + messages);
  }
  const starts = startsOf(first, last, span, SPANS[3].most);
  return {
    span,
    bins: starts.map((start) => ({ start, ...labels(start, span), messages: counts.get(start) ?? 0 })),
  };
}

/** When the spans from one day to another begin, at most so many. */
function startsOf(first: string, last: string, span: Span, most: number): number[] {
  const [starts, end]: [number[], number] = [[], startOf(last, span)];
  for (let at = startOf(first, span); at <= end && starts.length < most; at = next(at, span)) starts.push(at);
  return starts;
}

/** When the span that a day is in begins, in milliseconds since the Unix epoch. */
function startOf(day: string, span: Span): number {
  const at = new Date(`${day}T00:00:00Z`);
  if (span === 'month') return at.setUTCDate(1);
  if (span === 'year') return at.setUTCMonth(0, 1);
  return span === 'day' ? at.getTime() : at.getTime() - ((at.getUTCDay() + 6) % 7) * DAY;
}

function next(start: number, span: Span): number {
  const at = new Date(start);
  if (span === 'month') return at.setUTCMonth(at.getUTCMonth() + 1);
  if (span === 'year') return at.setUTCFullYear(at.getUTCFullYear() + 1);
  return start + (span === 'week' ? 7 : 1) * DAY;
}

function labels(start: number, span: Span): { label: string; name: string } {
  const date = new Date(start).toISOString().slice(0, 10);
  const [year, month, day] = date.split('-') as [string, string, string];
  const named = MONTHS[Number(month) - 1] as string;
  switch (span) {
    case 'day':
      return { label: `${Number(day)} ${named}`, name: longDay(date) };
    case 'week':
      return { label: `${Number(day)} ${named} ${year}`, name: `week of ${longDay(date)}` };
    case 'month':
      return { label: `${named} ${year}`, name: `${named} ${year}` };
    case 'year':
      return { label: year, name: year };
  }
}
