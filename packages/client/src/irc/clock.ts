/** Hours after which the log's clock begins anew. */
export type ClockHours = 12 | 24;

/** The day, and the hour where it is known, that a log's file name gives. */
export interface NamedHour {
  /** 00:00 UTC of the day, in milliseconds since the Unix epoch. */
  readonly day: number;
  /** 0 to 23. */
  readonly hour: number | undefined;
}

/** How far a clock may go back, in minutes, and still be the same clock set right: an hour, as in autumn. */
const SET_BACK = 60;

/**
 * Which clock a log has. A step from 12:xx to 01:xx is a 12-hour clock, as is an hour in the name that only
 * such a clock can show; a clock that shows 00 or 13 to 23 anywhere is a 24-hour one, and such a step is half a day of silence.
 * @param clocks minutes after 00:00, as written
 * @param anchor the clock of the line that the name's hour is of
 */
export function clockHours(clocks: readonly number[], anchor?: number, namedHour?: number): ClockHours {
  const hourOf = (clock: number) => Math.floor(clock / 60);
  if (clocks.some((clock) => hourOf(clock) === 0 || hourOf(clock) > 12)) return 24;
  const steps = clocks.some(
    (clock, index) => hourOf(clock) === 1 && hourOf(clocks[index - 1] ?? clock) === 12,
  );
  if (steps) return 12;
  if (anchor === undefined || namedHour === undefined) return 24;
  const hour = hourOf(anchor);
  return hour !== namedHour && hour % 12 === namedHour % 12 ? 12 : 24;
}

/**
 * Minutes since the beginning of the first line's day (of its half day, on a 12-hour clock).
 * Two neighbouring lines are read as at most an hour back (a clock that was set) and otherwise as forward,
 * so that 23:59 to 00:00 passes midnight, 12:59 to 01:00 goes on, and 11:59 to 12:00 begins the next half.
 */
export function elapsedMinutes(clocks: readonly number[], hours: ClockHours): number[] {
  const period = hours * 60;
  let previous = (clocks[0] ?? 0) % period;
  return clocks.map((clock) => {
    const forward = (((clock - previous + SET_BACK) % period) + period) % period;
    previous += forward - SET_BACK;
    return previous;
  });
}

/**
 * Minutes from 00:00 of the first line's day to the beginning of its half day, 0 or 720, of a log whose name
 * has no hour: on a 12-hour clock the step from 12:xx to 01:xx is taken as the night's.
 */
export function firstHalf(clocks: readonly number[], elapsed: readonly number[]): 0 | 720 {
  const isNight = (clock: number, index: number) =>
    Math.floor(clock / 60) === 12 && Math.floor((clocks[index + 1] ?? 0) / 60) === 1;
  const night = clocks.findIndex(isNight);
  if (night < 0) return 0;
  return Math.floor((elapsed[night] as number) / 720) % 2 === 0 ? 0 : 720;
}
