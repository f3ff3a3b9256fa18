import type { Durations } from './stats.ts';

/** The value below which a part of sorted values lies, by linear interpolation; null when there are none. */
export function quantile(sorted: ArrayLike<number>, part: number): number | null {
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}

/** @param seconds in any order */
export function durationsOf(seconds: readonly number[]): Durations {
  const sorted = Float64Array.from(seconds).sort();
  return { count: sorted.length, median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) };
}

/**
 * Units with what they are counted in, how many seconds each has, and how exactly a duration must be known to
 * say that it reaches the unit: as exactly as the next smaller one is shown.
 */
const UNITS = [
  { unit: 'd', size: 86_400, part: 'h', partSize: 3_600, exact: 60 },
  { unit: 'h', size: 3_600, part: 'min', partSize: 60, exact: 1 },
  { unit: 'min', size: 60, part: 's', partSize: 1, exact: 1 },
] as const;

/**
 * Seconds as people say them: `45 s`, `2 min 30 s`, `1 h 5 min`, `3 d`; a dash for null.
 * @param precision how exact the clock is, in seconds: what is shorter is only known to be `under 1 min`
 */
export function durationText(seconds: number | null, precision = 1): string {
  if (seconds === null) return '–';
  if (seconds < precision && precision > 1) return `under ${durationText(precision)}`;
  for (const { unit, size, part, partSize, exact } of UNITS) {
    if (Math.round(seconds / exact) * exact < size) continue;
    const parts = Math.round(seconds / partSize);
    const whole = Math.floor((parts * partSize) / size);
    const rest = parts - (whole * size) / partSize;
    return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${part}`;
  }
  return `${Math.round(seconds)} s`;
}
