import { fromWireDate } from '@parley/protocol/encoding';
import type { NamedHour } from './clock.ts';

/** The file's own name, without folders and endings: `2005-06-27_12` of `logs/2005-06-27_12.raw.txt`. */
export function ircLogName(path: string): string {
  const file = path.split(/[/\\]/).at(-1) as string;
  return file.replace(/(?:\.raw)?\.(?:txt|log)$/i, '') || file;
}

/** The annotation that belongs to a log: `x.annotation.txt` beside `x.raw.txt`; undefined for other names. */
export function annotationPath(path: string): string | undefined {
  return /\.raw\.txt$/.test(path) ? path.replace(/\.raw\.txt$/, '.annotation.txt') : undefined;
}

const IN_NAME = /(?<!\d)(\d{4}-\d{2}-\d{2})(?:_(\d{2}))?(?!\d)/;

/** The day and hour in a file's name: `2005-06-27_12`, or `2005-06-27` alone; undefined when there is none. */
export function dateInName(path: string): NamedHour | undefined {
  const match = IN_NAME.exec(path.split(/[/\\]/).at(-1) as string);
  return match ? namedHour(match[1] as string, match[2]) : undefined;
}

/** A day as `yyyy-MM-dd`; undefined when it is anything else. */
export function dayOf(date: string): NamedHour | undefined {
  return namedHour(date, undefined);
}

function namedHour(date: string, hour: string | undefined): NamedHour | undefined {
  const day = fromWireDate(`${date} 00:00:00`);
  if (day === undefined || Number(hour ?? 0) > 23) return undefined;
  return { day, hour: hour === undefined ? undefined : Number(hour) };
}
