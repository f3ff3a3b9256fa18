import { Caller } from './caller.ts';
import { comingLine } from './coming-line.ts';
import { lineOf, type Reply, type Request } from './frames.ts';
import { trusted } from './trusted.ts';

/** What every worker of one page's origin is called: tabs of one build share it. */
const NAME = 'parley';

/**
 * Reaches the worker that holds the station, one for all tabs: shared by the browser, or where it shares none, run by
 * the tab that leads.
 * @param address of the worker's script
 * @param isRepeatable whether a method may be called again when the tab that leads is gone before its end
 * @param moment when the worker may begin: it keeps a processor busy that something else may need first
 */
export async function connectWorker<Offered extends object>(
  address: string,
  isRepeatable: (method: string) => boolean,
  moment: Promise<void>,
): Promise<Caller<Offered>> {
  const url = trusted(address);
  const options = { type: 'module', name: NAME } as const;
  if (!('SharedWorker' in globalThis)) {
    const { LeaderLine } = await import('./leader-line.ts');
    const startWorker = () => void moment.then(() => new Worker(url, options));
    return new Caller(new LeaderLine({ build: address, startWorker, isRepeatable }));
  }
  const coming = moment.then(() => lineOf<Request, Reply>(new SharedWorker(url, options).port));
  const caller = new Caller<Offered>(comingLine(coming));
  // A page that is kept for "back" keeps its line as well.
  addEventListener('pagehide', ({ persisted }: PageTransitionEvent) => {
    if (!persisted) caller.leave();
  });
  return caller;
}
