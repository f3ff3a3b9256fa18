import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { annotationPath, type IrcLine, ircLogName, parseIrcLog } from '@parley/client';

/** The folder of the real conversations; their licence and source stand in its README. */
export const LOG_FOLDER = new URL('../data/ubuntu-irc/', import.meta.url).pathname;

/** A real conversation, read. */
export interface RealLog {
  /** Such as `2005-06-27_12`. */
  readonly name: string;
  readonly path: string;
  readonly lines: readonly IrcLine[];
}

/** The paths of all logs, oldest first. */
export function logPaths(): string[] {
  const names = readdirSync(LOG_FOLDER).filter((name) => name.endsWith('.raw.txt'));
  return names.sort().map((name) => join(LOG_FOLDER, name));
}

export function readLog(path: string): RealLog {
  const annotation = readFileSync(annotationPath(path) as string, 'utf8');
  return { name: ircLogName(path), path, lines: parseIrcLog(readFileSync(path), path, { annotation }).lines };
}
