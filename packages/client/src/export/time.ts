import { fromWireDate } from '@parley/protocol/encoding';
import { isMoment } from '../fold/moment.ts';

const MINUTE = 60_000;
/** ISO 8601 in UTC with milliseconds; null for what is outside the years 1 to 9999. */
export function isoMoment(milliseconds: number): string | null {
  return isMoment(milliseconds) ? new Date(milliseconds).toISOString() : null;
}

/** A date of the wire in the same form; null when it is none. */
export function isoWireDate(date: string): string | null {
  return isoMoment(fromWireDate(date) ?? Number.NaN);
}

/** Days and clocks of one time zone. */
export interface Zone {
  readonly name: string;
  /** `yyyy-MM-dd` */
  day(milliseconds: number): string;
  /** `HH:mm` */
  clock(milliseconds: number): string;
  /** 0 to 23 */
  hour(milliseconds: number): number;
}

/** @throws RangeError when there is no time zone of that name */
export function zoneOf(name = 'UTC'): Zone {
  const offset = name === 'UTC' ? () => 0 : offsetOf(name);
  const local = (milliseconds: number) => new Date(milliseconds + offset(milliseconds)).toISOString();
  return {
    name,
    day: (milliseconds) => local(milliseconds).slice(0, 10),
    clock: (milliseconds) => local(milliseconds).slice(11, 16),
    hour: (milliseconds) => Number(local(milliseconds).slice(11, 13)),
  };
}

/** `Monday, 27 June 2005` of `2005-06-27`. */
export function longDay(day: string): string {
  // Made at the first use: it takes longer than all else that is made as this library loads.
  longDays ??= new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return longDays.format(new Date(`${day}T00:00:00Z`));
}

let longDays: Intl.DateTimeFormat | undefined;

/** Zones change on a quarter of an hour, and neighbouring messages mostly share one: it is asked for once. */
const QUARTER = 15 * MINUTE;

function offsetOf(timeZone: string): (milliseconds: number) => number {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US-u-nu-latn-ca-gregory', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new RangeError(`there is no time zone "${timeZone}"; give one such as Europe/Vienna or UTC`, {
      cause,
    });
  }
  let known = Number.NaN;
  let offset = 0;
  return (milliseconds) => {
    const quarter = Math.floor(milliseconds / QUARTER);
    if (quarter !== known) {
      known = quarter;
      offset = localMoment(format, quarter * QUARTER) - quarter * QUARTER;
    }
    return offset;
  };
}

function localMoment(format: Intl.DateTimeFormat, milliseconds: number): number {
  const parts = new Map(format.formatToParts(milliseconds).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const date = new Date(0);
  date.setUTCFullYear(part('year'), part('month') - 1, part('day'));
  return date.setUTCHours(part('hour'), part('minute'), part('second'));
}
