import { clip, parseAnnotation } from './annotation.ts';
import { type ClockHours, clockHours, elapsedMinutes, firstHalf, type NamedHour } from './clock.ts';
import { annotationPath, dateInName, dayOf } from './date.ts';
import { decodeLog } from './decode.ts';
import { IrcLogError } from './error.ts';
import { type IrcLine, type ReadLine, readIrcLine } from './line.ts';

export interface IrcLogOptions {
  /** The annotation's text, where there is one: which line answers which. */
  readonly annotation?: string;
  /** The day of the log's first line, `yyyy-MM-dd`; wins over the file's name, which may then have none. */
  readonly date?: string;
  /** The log's clock, where it is known; otherwise it is read from the log. */
  readonly clock?: ClockHours;
}

export interface IrcLog {
  readonly lines: readonly IrcLine[];
  /** The clock that the times were read by. */
  readonly clock: ClockHours;
  /** Numbers of the lines whose bytes were not valid UTF-8: their bad bytes stand as U+FFFD. */
  readonly replaced: readonly number[];
}

/** The line that the day and hour of a name such as `2005-06-27_12` belong to. */
const ANCHOR = 1000;
const MINUTE = 60_000;
/** A line with nothing on it: it keeps its number, and is none of the log's. */
const BLANK: ReadLine = { kind: 'system', nick: '', text: '', clock: undefined };

/**
 * Reads an IRC log of lines `[HH:MM] <nick> text`, `[HH:MM]  * nick text` and `=== text`, ended by \n; blank lines are left out.
 *
 * Days: a name `yyyy-MM-dd_HH` gives the day and hour of line 1000 (of a shorter log, of the first line with
 * that hour); a name with `yyyy-MM-dd` alone, or `date`, gives the day of the first line. Times are UTC.
 * A system line has the time of the line before it; those before any clock have the first clock's time.
 * Where the clock was set back by up to an hour, `sent` goes back too: it is what the log says.
 *
 * @param raw the file; bytes that are no UTF-8 become U+FFFD and their lines are listed in `replaced`
 * @param file its name or path: the date's source, and named in errors
 * @throws IrcLogError naming the line that has another form, or saying that no date is known
 */
export function parseIrcLog(raw: string | Uint8Array, file: string, options: IrcLogOptions = {}): IrcLog {
  const { lines, replaced } = decodeLog(raw);
  const read = lines.map((line, index) => {
    if (isBlank(line)) return BLANK;
    return readIrcLine(line) ?? refuse(file, index, line);
  });
  const named = dateOf(file, options.date);
  const { times, clock } = timesOf(read, named, file, options.clock);
  const annotated =
    options.annotation === undefined
      ? undefined
      : parseAnnotation(
          options.annotation,
          lines.length,
          annotationPath(file) ?? `the annotation of ${file}`,
        );
  return {
    lines: read.flatMap((line, number): IrcLine[] => {
      if (line === BLANK) return [];
      const { kind, nick, text } = line;
      const replyto = annotated?.get(number)?.filter((target) => read[target] !== BLANK) ?? [];
      return [{ number, kind, nick, text, sent: times[number] as number, replyto }];
    }),
    clock,
    replaced,
  };
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function refuse(file: string, index: number, line: string): never {
  throw new IrcLogError('bad_log_line', file, index + 1, { text: clip(line) });
}

function dateOf(file: string, date: string | undefined): NamedHour {
  if (date !== undefined) {
    const day = dayOf(date);
    if (!day) throw new IrcLogError('bad_log_date', file, undefined, { text: clip(date) });
    return day;
  }
  const named = dateInName(file);
  if (named) return named;
  throw new IrcLogError('no_log_date', file, undefined);
}

/** The time of every line, in milliseconds since the Unix epoch. */
function timesOf(read: readonly ReadLine[], named: NamedHour, file: string, known: ClockHours | undefined) {
  const clocks = filledClocks(read, (named.hour ?? 0) * 60);
  const anchor = named.hour === undefined ? undefined : anchorOf(clocks, named.hour);
  const anchorClock = anchor === undefined ? undefined : clocks[anchor];
  const clock = known ?? clockHours(clocks, anchorClock, named.hour);
  const elapsed = elapsedMinutes(clocks, clock);
  let start: number;
  if (named.hour === undefined) {
    start = clock === 12 ? firstHalf(clocks, elapsed) : 0;
  } else if (anchor === undefined || anchorClock === undefined) {
    start = 0;
  } else {
    const hour = Math.floor(anchorClock / 60);
    if (hour % clock !== named.hour % clock) {
      const values = { named: twoDigits(named.hour), shown: twoDigits(hour) };
      throw new IrcLogError('wrong_log_hour', file, anchor + 1, values);
    }
    start = named.hour * 60 + (anchorClock % 60) - (elapsed[anchor] as number);
  }
  return { clock, times: elapsed.map((minutes) => named.day + (start + minutes) * MINUTE) };
}

function twoDigits(hour: number): string {
  return String(hour).padStart(2, '0');
}

/** Minutes after 00:00 of every line, as written; where no line has a clock, `fallback`. */
function filledClocks(read: readonly ReadLine[], fallback: number): number[] {
  let last = read.find((line) => line.clock !== undefined)?.clock ?? fallback;
  return read.map((line) => {
    last = line.clock ?? last;
    return last;
  });
}

function anchorOf(clocks: readonly number[], hour: number): number | undefined {
  if (clocks.length > ANCHOR) return ANCHOR;
  const exact = clocks.findIndex((clock) => Math.floor(clock / 60) === hour);
  if (exact >= 0) return exact;
  const half = clocks.findIndex((clock) => Math.floor(clock / 60) % 12 === hour % 12);
  return half >= 0 ? half : clocks.length > 0 ? 0 : undefined;
}
