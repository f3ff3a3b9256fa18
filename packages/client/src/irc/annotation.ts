import { IrcLogError } from './error.ts';

const ENTRY = /^(\d{1,9}) (\d{1,9}) -\s*$/;

/**
 * Which lines answer which: for every line its answered lines, ascending. Each line `A B -` says that B
 * answers A; `A A -` says that A starts a thread, and answers nothing.
 * @param lines how many lines the log has
 * @param file the annotation's name, for errors
 * @throws IrcLogError when a line has another form, or names a line that the log does not have
 */
export function parseAnnotation(text: string, lines: number, file: string): Map<number, number[]> {
  const replies = new Map<number, Set<number>>();
  for (const [index, entry] of text.split('\n').entries()) {
    if (entry.trim() === '') continue;
    const match = ENTRY.exec(entry);
    if (!match) {
      throw new IrcLogError('bad_annotation', file, index + 1, { text: clip(entry) });
    }
    const [answered, answer] = [Number(match[1]), Number(match[2])];
    const missing = [answered, answer].find((number) => number >= lines);
    if (missing !== undefined) {
      const last = lines === 0 ? '' : String(lines - 1);
      throw new IrcLogError('unknown_log_line', file, index + 1, { missing: String(missing), last });
    }
    if (answered === answer) continue;
    const known = replies.get(answer);
    if (known) known.add(answered);
    else replies.set(answer, new Set([answered]));
  }
  return new Map([...replies].map(([answer, to]) => [answer, [...to].sort((a, b) => a - b)]));
}

/** The beginning of a line, for errors: no control characters, no flood. */
export function clip(line: string): string {
  const shown = line.slice(0, 60).replace(/\p{C}/gu, '\u{fffd}');
  return line.length > 60 ? `${shown}…` : shown;
}
