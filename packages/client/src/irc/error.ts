/** A log, its annotation or its date cannot be read; the message names the line and says what to do. */
export class IrcLogError extends Error {
  override readonly name = 'IrcLogError';
  /** The line it is about, counted from 1 as editors do; undefined when it is about the whole file. */
  readonly line: number | undefined;

  constructor(file: string, line: number | undefined, problem: string) {
    super(`${file}${line === undefined ? '' : `, line ${line}`}: ${problem}`);
    this.line = line;
  }
}
