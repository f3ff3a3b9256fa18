import { ClientError } from '../errors.ts';

/** What an IndexedDB database of this library holds. */
export const DOCUMENTS = 'documents';
/** Records under `[log's name, position]`. */
export const RECORDS = 'records';
/** Keys of the browser's own kind, which leave it only as operations. */
export const KEYS = 'keys';

const VERSION = 1;

/** Opens, or makes, the database of that name. @throws ClientError `store_broken` where the browser refuses */
export function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, VERSION);
    request.onupgradeneeded = () => {
      const database = request.result;
      for (const store of [DOCUMENTS, RECORDS, KEYS]) database.createObjectStore(store);
    };
    request.onsuccess = () => {
      const database = request.result;
      // Whoever erases the store, or brings a newer form of it, must not wait for this tab.
      database.onversionchange = () => database.close();
      resolve(database);
    };
    request.onerror = () => reject(refused(request.error));
  });
}

/** Removes a database with everything in it; those who have it open lose it. */
export function deleteDatabase(name: string): Promise<void> {
  return settled(indexedDB.deleteDatabase(name)).then(() => undefined);
}

/** What a request gives. */
export function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(refused(request.error));
  });
}

/**
 * Runs `work` in a transaction that writes, and resolves when what it wrote is on the disk: browsers call a
 * transaction complete once the system has it, unless they are asked to wait for the disk.
 */
export function written(
  database: IDBDatabase,
  store: string,
  work: (store: IDBObjectStore) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(refused(transaction.error));
    work(transaction.objectStore(store));
  });
}

/** What an error of IndexedDB says to a person. */
export function refused(cause: DOMException | null): ClientError {
  const why =
    cause?.name === 'QuotaExceededError'
      ? 'The browser has no more room for this page: free some space on this device, then try again.'
      : `The browser's storage failed (${cause?.name ?? 'unknown reason'}): reload the page; if that does not help, log in anew.`;
  return new ClientError('store_broken', why, { cause });
}
