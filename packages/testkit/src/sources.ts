import { createHash } from 'node:crypto';
import type { Sources } from '@parley/server';

/** Ids and random bytes that are the same in every run, from a seed. The clock stays the system's. */
export function seededSources(seed: string): Omit<Sources, 'now'> {
  let count = 0;
  const random = (length: number) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      const block = createHash('sha256').update(`${seed} ${count++}`).digest();
      bytes.set(block.subarray(0, Math.min(32, length - at)), at);
    }
    return bytes;
  };
  const hex = (length: number) => Buffer.from(random(length)).toString('hex');
  return {
    random,
    uuid: () => hex(16).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5'),
    instance: () => hex(5),
  };
}

/** Gives some ids first, in this order, and then those of another source. */
export function firstThese(first: readonly string[], then: () => string): () => string {
  const left = [...first];
  return () => left.shift() ?? then();
}
