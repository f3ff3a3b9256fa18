import { ClientError } from '../errors.ts';
import type { LocalStore } from './local-store.ts';

/**
 * Runs `work` under the store's lock of that name, as `LocalStore.lock` does. Who is cancelled while somebody else
 * holds the lock waits no longer, and the work never begins; work that has begun looks at the signal itself.
 * @throws ClientError `cancelled`
 */
export function inTurn<Result>(
  store: Pick<LocalStore, 'lock'>,
  name: string,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  if (!signal) return store.lock(name, work);
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new ClientError('cancelled', 'Cancelled.'));
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    const begin = async () => {
      signal.removeEventListener('abort', giveUp);
      if (!signal.aborted) resolve(await work());
    };
    store.lock(name, begin).catch(reject);
  });
}
