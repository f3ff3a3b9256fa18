import { ConnectionError, type Live } from '@parley/client';
import { say } from '../output.ts';

/** What may be new. */
export interface News {
  /** There may be other conversations than before. */
  readonly list: boolean;
}

/**
 * Looks whenever the live connection tells of something new, until the signal. A server that is away is waited for.
 * @param look gives out what came
 * @throws Error why the connection ended: the session is over
 */
export async function following(
  live: Live,
  look: (news: News) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const waiting = new Waiting();
  let ended: Error | undefined;
  const forget = [
    live.on('conversation', () => waiting.wake(false)),
    live.on('list', () => waiting.wake(true)),
    live.on('state', ({ state, error }) => {
      if (state === 'online') waiting.wake(true);
      if (state === 'ended') ended = error;
      if (state === 'ended') waiting.wake(false);
    }),
    ...sayingWhenAway(live),
  ];
  signal.addEventListener('abort', () => waiting.wake(false), { once: true });
  try {
    while (!signal.aborted) {
      if (ended) throw ended;
      const list = await waiting.woken();
      if (signal.aborted || ended) continue;
      try {
        await look({ list });
      } catch (error) {
        // It comes again when the connection is back.
        if (!(error instanceof ConnectionError)) throw error;
      }
    }
  } finally {
    for (const end of forget) end();
    live.close();
  }
}

function sayingWhenAway(live: Live): (() => void)[] {
  let away = false;
  return [
    live.on('state', ({ state, error }) => {
      if (state === 'offline' && !away)
        say(`${error?.message ?? 'The connection broke.'} Waiting for the server.`);
      if (state === 'online' && away) say('The server is back.');
      away = state === 'offline';
    }),
    live.on('problem', ({ error }) => {
      if (!(error instanceof ConnectionError)) say(`warning: ${error.message}`);
    }),
  ];
}

/** Waits for somebody to wake it; what came meanwhile counts. */
class Waiting {
  #wanted: { list: boolean } | undefined = { list: true };
  #resolve: (() => void) | undefined;

  wake(list: boolean): void {
    this.#wanted = { list: list || this.#wanted?.list === true };
    this.#resolve?.();
  }

  /** @returns whether the list may be another */
  async woken(): Promise<boolean> {
    if (!this.#wanted) {
      await new Promise<void>((resolve) => {
        this.#resolve = resolve;
      });
    }
    const list = this.#wanted?.list === true;
    this.#wanted = undefined;
    return list;
  }
}
