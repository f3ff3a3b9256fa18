import pino, { type Logger } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = Logger;

/**
 * The server's log: one JSON object a line, on standard error. What people write, keys, signatures, e-mail
 * addresses and network addresses never stand in it.
 */
export function openLog(level: LogLevel): Log {
  // Written at once: what was logged last is what one looks for after a crash.
  const standardError = pino.destination({ dest: 2, sync: true });
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, standardError);
}

/** What the log tells of an error: where it was thrown and why, and nothing that hangs on it. */
export function errorFields(error: unknown): { error: string; cause?: string } {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause === undefined ? {} : { cause: String(error.cause) };
  return { error: error.stack ?? String(error), ...cause };
}
