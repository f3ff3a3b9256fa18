import { ConnectionError, type Live } from '@parley/client';
import { say } from '../output.ts';

/** What may be new. */
export interface News {
  /** There may be other conversations than before. */
  readonly list: boolean;
  /** Nothing told of it: what this very station writes elsewhere, the server tells it nothing of. */
  readonly isUntold: boolean;
}

const NEWS: News = { list: false, isUntold: false };
const LIST: News = { list: true, isUntold: false };

interface FollowOptions {
  /** Looks this often for what nothing tells of, in milliseconds; never when absent. */
  readonly untoldEvery?: number | undefined;
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
  { untoldEvery }: FollowOptions = {},
): Promise<void> {
  const waiting = new Waiting();
  const untold = untoldEvery && setInterval(() => waiting.wake({ list: false, isUntold: true }), untoldEvery);
  let ended: Error | undefined;
  const forget = [
    live.on('conversation', () => waiting.wake(NEWS)),
    live.on('list', () => waiting.wake(LIST)),
    live.on('state', ({ state, error }) => {
      if (state === 'online') waiting.wake(LIST);
      if (state === 'ended') ended = error;
      if (state === 'ended') waiting.wake(NEWS);
    }),
    ...sayingWhenAway(live),
  ];
  signal.addEventListener('abort', () => waiting.wake(NEWS), { once: true });
  try {
    while (!signal.aborted) {
      if (ended) throw ended;
      const news = await waiting.woken();
      if (signal.aborted || ended) continue;
      try {
        await look(news);
      } catch (error) {
        // It comes again when the connection is back.
        if (!(error instanceof ConnectionError)) throw error;
      }
    }
  } finally {
    clearInterval(untold);
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
  #wanted: News | undefined = LIST;
  #resolve: (() => void) | undefined;

  wake({ list, isUntold }: News): void {
    const { list: before = false, isUntold: untold = false } = this.#wanted ?? {};
    this.#wanted = { list: list || before, isUntold: isUntold || untold };
    this.#resolve?.();
  }

  /** @returns what it was woken for */
  async woken(): Promise<News> {
    if (!this.#wanted) {
      await new Promise<void>((resolve) => {
        this.#resolve = resolve;
      });
    }
    const news = this.#wanted ?? NEWS;
    this.#wanted = undefined;
    return news;
  }
}
