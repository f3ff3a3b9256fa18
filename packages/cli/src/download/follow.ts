import { setTimeout as pause } from 'node:timers/promises';
import { ConnectionError } from '@parley/client';
import { say } from '../output.ts';

/** Milliseconds between two looks for something new. */
const INTERVAL = 1000;
/** The longest between two tries while the server is away. */
const LONGEST = 30_000;

/**
 * Looks for something new again and again, until the signal: a server that is away is waited for.
 * @param look fetches, and gives out what came
 */
export async function following(look: () => Promise<void>, signal: AbortSignal): Promise<void> {
  let wait = INTERVAL;
  let away = false;
  for (;;) {
    try {
      await pause(wait, undefined, { signal });
      await look();
      if (away) say('The server is back.');
      away = false;
      wait = INTERVAL;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ConnectionError)) throw error;
      if (!away) say(`${error.message} Waiting for it.`);
      away = true;
      wait = Math.min(wait * 2, LONGEST);
    }
  }
}

/** A signal that comes with the first request to stop; the second one ends the program at once. */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort());
  return stopping.signal;
}
