import type { Gap } from './chain.ts';
import type { Finding } from './findings.ts';
import type { Content, UnknownContent } from './kinds.ts';

/*
 * What is not there, and whether anybody else than the server accounts for it.
 * Source: docs/spec/trust.md section 4: gaps, `delete`, `cleared`, `ValidUntil`.
 */

/**
 * Gaps of a station without what its author deleted.
 * @param deleted each `seq` that a proven `delete` of the same author names for the station
 */
export function unexplained(gaps: readonly Gap[], deleted: Iterable<number>): Gap[] {
  let left = [...gaps];
  for (const seq of deleted) {
    left = left.flatMap(({ first, last }) => {
      if (seq < first || seq > last) return [{ first, last }];
      const parts = [
        { first, last: seq - 1 },
        { first: seq + 1, last },
      ];
      return parts.filter((part) => part.first <= part.last);
    });
  }
  return left;
}

/**
 * Checks a message of `Type` "Removed".
 * @param validUntil its `ValidUntil` and @param now in milliseconds since the Unix epoch
 * @param deleted whether a proven `delete` of its author names it as target
 */
export function checkRemoved(
  id: string,
  validUntil: number,
  now: number,
  deleted: boolean,
): Finding | undefined {
  return deleted || validUntil <= now ? undefined : { finding: 'removed_by_server', id };
}

/**
 * Checks the beginning of a new instance, where messages of an older one were held.
 * @param first what the first message of the new instance says; undefined while there is none
 */
export function checkCleared(
  oldInstance: string,
  first: Content | UnknownContent | undefined,
): Finding | undefined {
  if (first?.kind === 'cleared' && first.instance === oldInstance) return undefined;
  return { finding: 'cleared_by_server', instance: oldInstance };
}
