/** What of the library is for browsers. */
export { eraseIndexedStore, IndexedStore } from './indexed-store.ts';
export { localKeyOf } from './local-key.ts';
