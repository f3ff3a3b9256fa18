import type { KeptEntry } from './opened-log.ts';
import type { Held } from './stretch.ts';

/** A message and its place in the server's order. */
export interface PlacedEntry {
  readonly entry: KeptEntry;
  readonly position: number;
}

/**
 * The messages of what is held, the newest first, as far back as somebody goes on asking: what was read once is not
 * read again.
 * @param held everything that is held, oldest first
 * @param reach has more than so many held, where there are more
 */
export async function* entriesBack(
  held: () => readonly Held[],
  reach: (count: number) => Promise<void>,
): AsyncGenerator<PlacedEntry> {
  for (let [count, before] = [0, Number.POSITIVE_INFINITY]; ; ) {
    await reach(count);
    if (held().length === count) return;
    count = held().length;
    for (const one of held().toReversed()) {
      if (one.kind !== 'message' || one.position >= before) continue;
      before = one.position;
      yield one;
    }
  }
}
