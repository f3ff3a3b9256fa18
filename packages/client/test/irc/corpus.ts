import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../testkit/data/ubuntu-irc/', import.meta.url);

/** The real logs of the corpus, each with its annotation. */
export const realLogs = readdirSync(folder)
  .filter((file) => file.endsWith('.raw.txt'))
  .sort()
  .map((file) => ({
    file,
    raw: new Uint8Array(readFileSync(new URL(file, folder))),
    annotation: readFileSync(new URL(file.replace('.raw.txt', '.annotation.txt'), folder), 'utf8'),
  }));
