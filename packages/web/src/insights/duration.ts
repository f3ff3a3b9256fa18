const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/**
 * Seconds in the two largest units that they have, such as "2 min 30 s"; a dash for what was not measured.
 * @param precision how exact the clock is, in seconds: what is shorter is not known
 */
export function durationWords(
  seconds: number | null,
  precision: number,
  language: string,
  under: (duration: string) => string,
): string {
  if (seconds === null) return '–';
  if (seconds < precision && precision > 1)
    return under(durationWords(precision, precision, language, under));
  let left = Math.round(seconds / precision) * precision;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    // Two units beside each other: hours and seconds without minutes would pretend to be exact.
    if (count === 0 && parts.length === 1) break;
    if (count === 0 && !(unit === 'second' && parts.length === 0)) continue;
    parts.push(new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count));
    left -= count * size;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}
