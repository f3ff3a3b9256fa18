import { sealedDocument } from '@parley/client/browser';
import { type KeptList, LAST_LIST, lastListOf } from './last-list.ts';
import { STORE } from './store-name.ts';

declare global {
  /** What `early.ts` has begun to read; undefined where nobody was logged in. */
  var keptStart: Promise<KeptList | undefined> | undefined;
}

/**
 * What the last visit has left of the list: read by the page itself, which shows it before the worker starts.
 * @returns undefined where nothing was left, or nothing that opens: then the worker says how it stands
 */
export async function readKeptStart(): Promise<KeptList | undefined> {
  try {
    return lastListOf(await sealedDocument(STORE, LAST_LIST));
  } catch {
    return undefined;
  }
}
