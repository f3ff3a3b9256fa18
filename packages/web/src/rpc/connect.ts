import { Caller } from './caller.ts';
import { lineOf, type Reply, type Request } from './frames.ts';

/** What every worker of one page's origin is called: tabs of one build share it. */
const NAME = 'parley';

/**
 * Reaches the worker that holds the station: one for all tabs where the browser shares workers, else one of this
 * tab's own. Several of them share one store, whose locks keep them apart.
 * @param address of the worker's script
 */
export function connectWorker<Offered extends object>(address: string): Caller<Offered> {
  const url = trusted(address);
  if ('SharedWorker' in globalThis) {
    const { port } = new SharedWorker(url, { type: 'module', name: NAME });
    const caller = new Caller<Offered>(lineOf<Request, Reply>(port));
    // A page that is kept for "back" keeps its line as well.
    addEventListener('pagehide', ({ persisted }: PageTransitionEvent) => {
      if (!persisted) caller.leave();
    });
    return caller;
  }
  return new Caller<Offered>(lineOf<Request, Reply>(new Worker(url, { type: 'module', name: NAME })));
}

/** Where the browser knows Trusted Types: an address of the client's own files, and no other. */
export function trusted(address: string): string {
  const { pathname, origin } = new URL(address, location.href);
  if (origin !== location.origin || !/^\/(?:assets\/[\w.-]+|sw)\.js$/.test(pathname)) {
    throw new Error(`${address} is none of the client's own scripts.`);
  }
  policy ??= trustedTypes()?.createPolicy('parley', { createScriptURL: (url: string) => url });
  return (policy?.createScriptURL(pathname) ?? pathname) as string;
}

/** The part of the Trusted Types API that is used; TypeScript's DOM has none of it. */
interface Policy {
  createScriptURL(url: string): unknown;
}
let policy: Policy | undefined;

function trustedTypes() {
  return (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): Policy } })
    .trustedTypes;
}
