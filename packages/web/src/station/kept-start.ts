import { Vault } from '@parley/client';
import { IndexedStore } from '@parley/client/browser';
import { type KeptList, readLastList } from './last-list.ts';
import { STORE } from './store-name.ts';

/**
 * What the last visit has left of the list: read by the page itself, which shows it while the worker still starts.
 * @returns undefined where nothing was left, or nothing that opens: then the worker says how it stands
 */
export async function readKeptStart(): Promise<KeptList | undefined> {
  const store = new IndexedStore(STORE);
  try {
    const key = await store.localKey();
    return key && (await readLastList(new Vault(store, key)));
  } catch {
    return undefined;
  } finally {
    await store.close();
  }
}
