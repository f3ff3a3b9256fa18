import { makeLocalKey, openSealed } from '../store/vault.ts';
import { DOCUMENTS, KEYS, openDatabase, settled, written } from './database.ts';

const LOCAL = 'local';

/**
 * The key under which the secrets of the store of that name rest, made at its first use. It cannot be taken out of the
 * browser: scripts can only ask for operations with it, and a copy of the disk's database alone opens nothing elsewhere.
 */
export function localKeyOf(name: string): Promise<CryptoKey> {
  return navigator.locks.request(`${name}/local-key`, async () => {
    const database = await openDatabase(name);
    try {
      const kept = await keptKey(database.transaction(KEYS));
      if (kept !== undefined) return kept;
      const made = await makeLocalKey();
      await written(database, KEYS, (keys) => keys.put(made, LOCAL));
      return made;
    } finally {
      database.close();
    }
  });
}

/**
 * A sealed document of the store of that name: for who needs no more of it than that, and needs it at once.
 * @returns undefined where there is none
 * @throws ClientError `store_broken` when it does not open
 */
export async function sealedDocument(store: string, name: string): Promise<unknown> {
  const database = await openDatabase(store);
  try {
    const transaction = database.transaction([KEYS, DOCUMENTS]);
    const [key, text] = await Promise.all([
      keptKey(transaction),
      settled<string | undefined>(transaction.objectStore(DOCUMENTS).get(name)),
    ]);
    return key && text !== undefined ? await openSealed(key, name, JSON.parse(text)) : undefined;
  } finally {
    database.close();
  }
}

/** The key that was made at the first use; undefined before. */
export function keptKey(transaction: IDBTransaction): Promise<CryptoKey | undefined> {
  return settled<CryptoKey | undefined>(transaction.objectStore(KEYS).get(LOCAL));
}
