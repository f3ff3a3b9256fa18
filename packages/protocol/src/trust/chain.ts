import type { Finding } from './findings.ts';

/** What of a proven message its station's chain is made of. */
export interface Link {
  readonly seq: number;
  /** What the message names as the hash of `seq` - 1; absent at 1. */
  readonly chain?: string | undefined;
  /** The message's own hash. */
  readonly hash: string;
}

/** Messages of consecutive `seq` that are held. */
interface Run {
  readonly first: number;
  /** What the first one names as its predecessor. */
  readonly chain: string | undefined;
  readonly last: number;
  /** The hash of the last one. */
  readonly hash: string;
}

/**
 * What a reader keeps of one station (of one author, in one instance of a conversation): plain data, which grows
 * with the gaps and not with the messages. Never changed in place.
 */
export interface StationChain {
  /** Ascending, with a gap between any two. */
  readonly runs: readonly Run[];
}

/** A station of which nothing is held. */
export const EMPTY_CHAIN: StationChain = { runs: [] };

/** A range of `seq` that is not held, both ends included. */
export interface Gap {
  readonly first: number;
  readonly last: number;
}

/** The chain with one message more, and what was noticed. */
export interface Extension {
  readonly chain: StationChain;
  readonly findings: readonly Finding[];
}

/**
 * Adds a proven message, each once, in the server's order.
 * @param end where it stands among those held: after all (new messages), or before all (paging back)
 * Source: docs/spec/trust.md section 4.
 */
export function extendChain(
  { runs }: StationChain,
  link: Link,
  end: 'newest' | 'oldest' = 'newest',
): Extension {
  const { seq } = link;
  const at = runs.findIndex(({ last }) => last >= seq);
  const index = at === -1 ? runs.length : at;
  const after = runs[index];
  const before = runs[index - 1];
  if (after && after.first <= seq) {
    // The later of two is the one not to trust: when paging back, that is the one held.
    return {
      chain: { runs },
      findings: [{ finding: 'duplicate_seq', seq, untrusted: end === 'newest' ? 'this' : 'held' }],
    };
  }

  const findings: Finding[] = [];
  if (end === 'newest' && after) findings.push({ finding: 'reordered', seq, after: after.first });
  if (end === 'oldest' && before) findings.push({ finding: 'reordered', seq: before.last, after: seq });

  const followsOn = before?.last === seq - 1;
  const leadsOn = after?.first === seq + 1;
  if (end === 'newest' && !after && before && !followsOn) {
    findings.push({ finding: 'gap', first: before.last + 1, last: seq - 1 });
  }
  if (end === 'oldest' && !before && after && !leadsOn) {
    findings.push({ finding: 'gap', first: seq + 1, last: after.first - 1 });
  }
  if (followsOn && link.chain !== before.hash) findings.push({ finding: 'chain_mismatch', seq });
  if (leadsOn && after.chain !== link.hash) findings.push({ finding: 'chain_mismatch', seq: seq + 1 });

  const run: Run = {
    first: followsOn ? before.first : seq,
    chain: followsOn ? before.chain : link.chain,
    last: leadsOn ? after.last : seq,
    hash: leadsOn ? after.hash : link.hash,
  };
  const kept = runs.toSpliced(index - (followsOn ? 1 : 0), (followsOn ? 1 : 0) + (leadsOn ? 1 : 0), run);
  return { chain: { runs: kept }, findings };
}

/**
 * What is missing now. @param complete whether the messages held reach back to the beginning of the instance
 * and of the epochs that the reader has: otherwise nothing is missing before the oldest
 */
export function gapsOf({ runs }: StationChain, complete: boolean): Gap[] {
  const gaps: Gap[] = [];
  let expected = complete ? 1 : (runs[0]?.first ?? 1);
  for (const { first, last } of runs) {
    if (first > expected) gaps.push({ first: expected, last: first - 1 });
    expected = last + 1;
  }
  return gaps;
}

/** What a writing station keeps per conversation and instance: its last message that was accepted, or is on the way. */
export type LastWritten = Pick<Link, 'seq' | 'hash'>;

/**
 * `seq` and `chain` of the next message. After a definite refusal, it is asked again with what was last before
 * the refused one: the `seq` is used anew.
 */
export function nextLink(last: LastWritten | undefined): { seq: number; chain: string | undefined } {
  return last ? { seq: last.seq + 1, chain: last.hash } : { seq: 1, chain: undefined };
}
