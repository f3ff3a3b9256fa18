import { makeLocalKey } from '../store/vault.ts';
import { KEYS, openDatabase, settled, written } from './database.ts';

const LOCAL = 'local';

/**
 * The key under which the secrets of the store of that name rest, made at its first use. It cannot be taken out of the
 * browser: scripts can only ask for operations with it, and a copy of the disk's database alone opens nothing elsewhere.
 */
export function localKeyOf(name: string): Promise<CryptoKey> {
  return navigator.locks.request(`${name}/local-key`, async () => {
    const database = await openDatabase(name);
    try {
      const kept = await keptKey(database);
      if (kept !== undefined) return kept;
      const made = await makeLocalKey();
      await written(database, KEYS, (keys) => keys.put(made, LOCAL));
      return made;
    } finally {
      database.close();
    }
  });
}

/** The key that was made at the first use; undefined before. */
export async function keptKey(database: IDBDatabase): Promise<CryptoKey | undefined> {
  return (await settled(database.transaction(KEYS).objectStore(KEYS).get(LOCAL))) as CryptoKey | undefined;
}
