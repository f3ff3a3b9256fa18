/** What a line of a log is: somebody's message, somebody's action ("* nick waves"), or the system's. */
export type IrcKind = 'message' | 'action' | 'system';

/** A line of an IRC log. */
export interface IrcLine {
  /** Its place in the file, counted from 0, system lines included. */
  readonly number: number;
  readonly kind: IrcKind;
  /** Who wrote it, exactly as it stands in the file; empty for system lines. */
  readonly nick: string;
  /** What was written, exactly as typed, blanks at its end included; of a system line what follows `=== `. */
  readonly text: string;
  /** Milliseconds since the Unix epoch: the log's clock, read as UTC. */
  readonly sent: number;
  /** Numbers of the lines that this one answers, ascending. */
  readonly replyto: readonly number[];
}

/** A line of the file, read by itself. `clock` is in minutes after 00:00, as written; system lines have none. */
export interface ReadLine {
  readonly kind: IrcKind;
  readonly nick: string;
  readonly text: string;
  readonly clock: number | undefined;
}

/*
 * "." stops at the line ends of ECMAScript, which texts may hold ("s" mends that). The blank after a nick
 * belongs to the form, all others to the text; a line without any text may lack it.
 */
const MESSAGE = /^\[(\d\d):(\d\d)\] <([^>]+)>(?: (.*))?$/s;
const ACTION = /^\[(\d\d):(\d\d)\] {2}\* ([^ ]+)(?: (.*))?$/s;
const SYSTEM = /^===(?: (.*))?$/s;

/**
 * Reads one line: `[HH:MM] <nick> text`, `[HH:MM]  * nick text` or `=== text`.
 * Undefined when it is none of these, or its clock shows no time of the day.
 */
export function readIrcLine(line: string): ReadLine | undefined {
  const system = SYSTEM.exec(line);
  if (system) return { kind: 'system', nick: '', text: system[1] ?? '', clock: undefined };
  const message = MESSAGE.exec(line);
  const match = message ?? ACTION.exec(line);
  if (!match) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (hour > 23 || minute > 59) return undefined;
  const kind = message ? 'message' : 'action';
  return { kind, nick: match[3] as string, text: match[4] ?? '', clock: hour * 60 + minute };
}
