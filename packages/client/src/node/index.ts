/** What the client library has for Bun and Node alone: stores in files. */
export { FileStore } from './file-store.ts';
