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
  const milliseconds = Date.parse(`${date.replace(' ', 'T')}Z`);
  // The round trip refuses what a parser may roll over: February 30th, the hour 24.
  return Number.isNaN(milliseconds) || toWireDate(milliseconds) !== date ? undefined : milliseconds;
}
