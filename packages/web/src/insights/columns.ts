import type { StatsView } from '../station/data.ts';

/** One column of a chart. */
export interface Column {
  /** Short, below it. */
  readonly label: string;
  /** Whole, for who wants to know exactly. */
  readonly name: string;
  readonly value: number;
}

const SHORT = {
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
const LONG = {
  ...SHORT,
  day: { dateStyle: 'full' },
  week: { dateStyle: 'long' },
  month: { month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Messages by day, week, month or year. @param week says of a date that the week begins with it */
export function dayColumns(
  { span, bins }: StatsView,
  locale: string,
  week: (from: string) => string,
): Column[] {
  const short = new Intl.DateTimeFormat(locale, { ...SHORT[span], timeZone: 'UTC' });
  const long = new Intl.DateTimeFormat(locale, { ...LONG[span], timeZone: 'UTC' });
  return bins.map(({ start, messages }) => {
    const name = long.format(start);
    return { label: short.format(start), name: span === 'week' ? week(name) : name, value: messages };
  });
}

/** Messages by hour of the day. */
export function hourColumns(hours: readonly number[]): Column[] {
  return hours.map((value, hour) => {
    const two = String(hour).padStart(2, '0');
    return { label: two, name: `${two}:00 – ${two}:59`, value };
  });
}
