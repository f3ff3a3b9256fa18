import { answerCalls } from './answerer.ts';
import type { Request } from './frames.ts';
import { hallOf, type Letter, letterBoxOf, type Shout, tabLock } from './tabs.ts';

/**
 * Answers the calls of all tabs, in the worker of the one that leads.
 * @param build what the tabs of one build call themselves
 */
export function leadTabs(build: string, methods: object): void {
  const leader = crypto.randomUUID();
  const hearers = new Map<string, (request: Request) => void>();
  letterBoxOf(build, leader).onmessage = ({ data }: MessageEvent<Letter>) => {
    const hear = hearers.get(data.tab) ?? join(data.tab);
    hear(data.frame);
  };
  const hall = hallOf(build);
  const announce = () => hall.postMessage({ leader } satisfies Shout);
  hall.onmessage = ({ data }: MessageEvent<Shout>) => {
    if ('ask' in data) announce();
  };
  announce();

  function join(tab: string): (request: Request) => void {
    const box = letterBoxOf(build, tab);
    let isThere = true;
    let hear: (request: Request) => void = () => {};
    answerCalls(
      {
        send: (reply) => {
          if (isThere) box.postMessage(reply);
        },
        receive: (hearer) => {
          hear = hearer;
        },
      },
      methods,
    );
    hearers.set(tab, hear);
    void navigator.locks.request(tabLock(build, tab), () => {
      hear({ bye: true });
      isThere = false;
      hearers.delete(tab);
      box.close();
    });
    return hear;
  }
}
