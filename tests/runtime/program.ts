/** Runs in Node and in Bun: the server's address and the store's folder are its arguments. */
import { FileStore } from '@parley/client/node';
import { tell } from './story.ts';

const [server, folder] = process.argv.slice(2) as [string, string];
console.log(
  JSON.stringify({ runtime: process.versions, ...(await tell(server, () => new FileStore(folder))) }),
);
