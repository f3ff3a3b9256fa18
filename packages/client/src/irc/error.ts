/** What a sentence about a log names, by what it is. */
export type IrcLogValues = Readonly<Record<string, string>>;

/** Everything that can be wrong with a log, its annotation or its date, once: what to say of it. */
export const ircLogProblems = {
  /** @param values.text the line's beginning */
  bad_log_line: ({ text }: IrcLogValues) =>
    `"${text}" is no line of an IRC log: expected "[HH:MM] <nick> text", "[HH:MM]  * nick text" or "=== text"`,
  /** @param values.text the line's beginning */
  bad_annotation: ({ text }: IrcLogValues) => `"${text}" is not of the form "A B -", two line numbers`,
  /** @param values.missing, values.last numbers of lines, counted from 0; the last one is empty where there are none */
  unknown_log_line: ({ missing, last }: IrcLogValues) =>
    `there is no line ${missing}: the log ${last === '' ? 'has no lines' : `ends with line ${last}, counted from 0`}`,
  /** @param values.text what was given */
  bad_log_date: ({ text }: IrcLogValues) => `the date "${text}" is not a day as yyyy-MM-dd`,
  no_log_date: () =>
    'no date is known, because the name has none such as 2005-06-27_12; give the day of its first line as yyyy-MM-dd',
  /** @param values.named, values.shown hours of two digits: the name's, and the line's */
  wrong_log_hour: ({ named, shown }: IrcLogValues) =>
    `the name says that this is at ${named} o'clock, its clock says ${shown}; if the name's date is that of the first line, give it as the date`,
} as const;

export type IrcLogErrorCode = keyof typeof ircLogProblems;

/** A log, its annotation or its date cannot be read; the message names the line and says what to do. */
export class IrcLogError extends Error {
  override readonly name = 'IrcLogError';
  readonly code: IrcLogErrorCode;
  /** The line it is about, counted from 1 as editors do; undefined when it is about the whole file. */
  readonly line: number | undefined;
  /** What the message names, for who says it in other words: also `file`, and `line` where there is one. */
  readonly values: IrcLogValues;

  constructor(code: IrcLogErrorCode, file: string, line: number | undefined, values: IrcLogValues = {}) {
    super(`${file}${line === undefined ? '' : `, line ${line}`}: ${ircLogProblems[code](values)}`);
    this.code = code;
    this.line = line;
    this.values = { ...values, file, ...(line !== undefined && { line: String(line) }) };
  }
}
