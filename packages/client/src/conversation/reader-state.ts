import {
  describeFinding,
  type Finding,
  gapsOf,
  type StationChain,
  unexplained,
} from '@parley/protocol/trust';

/** Something that is not as it must be in a conversation, and where. */
export interface PlacedFinding {
  readonly finding: Finding;
  /** ID of the message at which, or before which, it shows. */
  readonly messageId: string;
  /** One English sentence. */
  readonly text: string;
}

/** What the reader remembers of one station of one author. */
export interface Writer {
  chain: StationChain;
  /** The message that was last added to the chain's end, and how many that lack their epoch stood before it. */
  last: { seq: number; position: number; lacking: number } | undefined;
  /** `seq` that a proven `delete` of the same author names. */
  deleted: number[];
  /** The message behind each gap, by the gap's last `seq`, and how many in the gap's place lack their epoch. */
  behind: Record<number, { id: string; lacking: number }>;
  /** The `seq` up to which gaps were told: a later download does not tell them again. */
  told: number;
}

/** All that a reader carries from one page to the next: plain data, so that a later start can go on from it. */
export interface ReaderState {
  instance: string;
  highestEpoch: number | undefined;
  /** By author and station. */
  writers: Record<string, Writer>;
  /** Targets of proven deletes, with who deleted them. */
  deletes: Record<string, string>;
  /** How many messages so far stand under an epoch that the user does not have. */
  lacking: number;
  /** How many messages so far are gone because their time had passed, or as a `delete` may say that is not readable. */
  purged: number;
  /** Whether somebody says to have cleared the instance before, or it was told that nobody does. */
  clear: 'unexplained' | 'explained' | 'told';
}

export function newReaderState(instance: string): ReaderState {
  return {
    instance,
    highestEpoch: undefined,
    writers: {},
    deletes: {},
    lacking: 0,
    purged: 0,
    clear: 'unexplained',
  };
}

/** The gaps that nothing explains, each told once. */
export function gapsIn(state: ReaderState): PlacedFinding[] {
  const found: PlacedFinding[] = [];
  let { purged } = state;
  for (const writer of Object.values(state.writers)) {
    const { chain, deleted, behind } = writer;
    for (const { first, last } of unexplained(gapsOf(chain, true), deleted)) {
      const missing = last - first + 1;
      // A delete may explain the end of a gap, and so move it before the message that stands behind.
      const next = Object.keys(behind)
        .map(Number)
        .filter((seq) => seq >= last)
        .sort((a, b) => a - b)[0];
      const place = next === undefined ? undefined : behind[next];
      // Epochs that the user lacks explain what cannot be opened in the gap's place.
      const unseen = missing - (place?.lacking ?? 0);
      if (unseen <= 0) continue;
      // Nothing says which purged message stood where, so each explains one that is missing.
      if (purged >= unseen) purged -= unseen;
      else if (last > writer.told) found.push(placed({ finding: 'gap', first, last }, place?.id ?? ''));
    }
    writer.told = chain.runs.at(-1)?.last ?? 0;
  }
  return found;
}

/**
 * Whether anybody says to have cleared the instance that this station held before. Any `cleared` will do: one who
 * missed a whole instance in between does not know the one that it names, and only a participant can write one.
 */
export function findingOfClear(former: string, state: ReaderState, firstId: string): PlacedFinding[] {
  // It may have been said under an epoch that the user lacks, and so is none of those that were opened.
  if (state.clear !== 'unexplained' || state.lacking > 0) return [];
  state.clear = 'told';
  return [placed({ finding: 'cleared_by_server', instance: former }, firstId)];
}

/** A finding with its place and its sentence. */
export function placed(finding: Finding, messageId: string): PlacedFinding {
  return { finding, messageId, text: describeFinding(finding) };
}
