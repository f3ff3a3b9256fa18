/** `yyyy-MM-dd HH:mm:ss`, in UTC, to the second: the dates of docs/spec/wire.md. */
export const DATE_PATTERN = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/**
 * A moment as a date of the wire. @param milliseconds since the Unix epoch; cut to the second
 * @throws RangeError for a moment outside the years 0 to 9999
 */
export function toWireDate(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  // Other years have a sign and six digits, which no reader of the wire expects.
  if (iso.length !== 24) throw new RangeError(`${iso} lies outside the years 0 to 9999`);
  return iso.slice(0, 19).replace('T', ' ');
}

/** Milliseconds since the Unix epoch of a date of the wire; undefined when it names no real moment. */
export function fromWireDate(date: string): number | undefined {
  if (!DATE_PATTERN.test(date)) return undefined;
  const [year, month, day] = [digits(date, 0, 4), digits(date, 5, 7), digits(date, 8, 10)];
  const [hour, minute, second] = [digits(date, 11, 13), digits(date, 14, 16), digits(date, 17, 19)];
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return ((daysBefore(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1000;
}

/** All but February 29th. */
const USUAL =
  /^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** Whether a text is a date of the wire that names a real moment. */
export function isWireDate(date: string): boolean {
  return USUAL.test(date) || fromWireDate(date) !== undefined;
}

/*
 * By arithmetic, because two dates of every message are checked: an engine's own parser rolls over what no calendar
 * has (February 30th, the hour 24), and to find that out by writing the moment again takes ten times as long.
 */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + text.charCodeAt(at) - 0x30;
  return value;
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return 30 + ((month + (month >> 3)) & 1);
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Days from 1970-01-01 to a day of the Gregorian calendar: years begin in March, so that the leap day is the last. */
function daysBefore(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const months = (month + 9) % 12;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + Math.floor((months * 153 + 2) / 5) + day - 1 - 719_468;
}
