import type { Entry, FindingView } from '../view.ts';

/** Entries of a conversation in the server's order. */
export type Entries = AsyncIterable<Entry> | Iterable<Entry>;

/** A conversation as exports and statistics read it. */
export interface ExportSource {
  /** The conversation's name. */
  readonly title: string;
  /** Its id, which JSON Lines and CSV then name with each message: where several conversations share one stream. */
  readonly conversation?: string;
  /**
   * Begins to read at the first entry. Forms that show edits and reactions where they belong read twice, so
   * that they need not hold the conversation in memory: each call must give the same entries again.
   */
  readonly read: () => Entries;
  /**
   * All findings, asked for when everything was read. Those that stand beside no message, such as what is missing
   * at the end, are shown at the end.
   */
  readonly findings?: () => readonly FindingView[];
  /** Names by user id, for people who wrote nothing but whose reports are shown. */
  readonly names?: ReadonlyMap<string, string>;
  /** The time zone of shown times, such as `Europe/Vienna`; UTC when absent. */
  readonly timeZone?: string;
}
