/** What of the library is for browsers. */
export { eraseIndexedStore, IndexedStore } from './indexed-store.ts';
export { localKeyOf, sealedDocument } from './local-key.ts';
