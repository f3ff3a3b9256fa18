import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_FOLDER } from '@parley/testkit';

/** A line as the corpus's README says that it is to be read. */
export interface ReadLine {
  readonly log: string;
  readonly kind: 'message' | 'action' | 'system';
  readonly nick: string;
  readonly text: string;
  /** `yyyy-MM-ddTHH:mm:00.000Z` */
  readonly time: string;
  /** Line numbers that it answers, ascending. */
  readonly answers: readonly number[];
}

/*
 * A second reading of the logs, by the rules of the README beside them and without anything of the product: what the
 * product makes of a log is compared with this.
 */
export function readAllLogs(): { readonly paths: string[]; readonly lines: ReadLine[] } {
  const names = readdirSync(LOG_FOLDER).filter((name) => name.endsWith('.raw.txt'));
  names.sort();
  return {
    paths: names.map((name) => join(LOG_FOLDER, name)),
    lines: names.flatMap((name) => readOne(name.slice(0, -'.raw.txt'.length))),
  };
}

function readOne(log: string): ReadLine[] {
  const rows = readFileSync(join(LOG_FOLDER, `${log}.raw.txt`), 'utf8').split('\n');
  rows.pop();
  const answers = readAnswers(readFileSync(join(LOG_FOLDER, `${log}.annotation.txt`), 'utf8'));
  const times = readTimes(log, rows);
  return rows.map((row, index) => ({
    log,
    ...readRow(row),
    time: times[index] as string,
    answers: (answers.get(index) ?? []).sort((a, b) => a - b),
  }));
}

/** "=== …" is a system line, "[HH:MM]  * nick …" an action, "[HH:MM] <nick> …" a message. */
function readRow(row: string): Pick<ReadLine, 'kind' | 'nick' | 'text'> {
  if (row.startsWith('===')) return { kind: 'system', nick: '', text: row.slice('=== '.length) };
  const behind = row.slice('[HH:MM] '.length);
  const isAction = behind.startsWith(' * ');
  const begin = isAction ? ' * '.length : '<'.length;
  const found = behind.indexOf(isAction ? ' ' : '>', begin);
  // Somebody's action may have no words at all.
  const end = found === -1 ? behind.length : found;
  const text = behind.slice(end + (isAction ? ' ' : '> ').length);
  return { kind: isAction ? 'action' : 'message', nick: behind.slice(begin, end), text };
}

/** "A B -": B answers A. "A A -": a new thread. */
function readAnswers(text: string): Map<number, number[]> {
  const answers = new Map<number, number[]>();
  for (const row of text.split('\n')) {
    const [a, b] = row.split(' ').map(Number);
    if (a === undefined || b === undefined || a === b) continue;
    answers.set(b, [...(answers.get(b) ?? []), a]);
  }
  return answers;
}

/** The name's day is that of line 1000; a system line has the time of the line before it. */
function readTimes(log: string, rows: readonly string[]): string[] {
  const hours = rows.map((row) => (row.startsWith('[') ? Number(row.slice(1, 3)) : undefined));
  const steps = (from: number, to: number) => {
    let before: number | undefined;
    return hours.findIndex((hour) => {
      const isStep = before === from && hour === to;
      before = hour ?? before;
      return isStep;
    });
  };
  const day = Date.parse(`${log.slice(0, 10)}T00:00:00Z`);
  // From 12:59 to 01:00: a 12-hour clock. Before the step, 12 is the hour after midnight, and 11 is 23 the day before.
  const one = steps(12, 1);
  const midnight = steps(23, 0);
  let last = '';
  return rows.map((row, index) => {
    const hour = hours[index];
    if (hour === undefined) return last;
    const minutes = Number(row.slice(4, 6));
    let shift = 0;
    if (index < one) shift = -12;
    else if (index < midnight && midnight <= 1000) shift = -24;
    last = new Date(day + ((hour + shift) * 60 + minutes) * 60_000).toISOString();
    return last;
  });
}
