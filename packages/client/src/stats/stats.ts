/** What a conversation is like in numbers: plain data, to be written as JSON. */
export interface Stats {
  readonly title: string;
  /** The time zone of `days` and `hours`. */
  readonly timeZone: string;
  /** How exact its times are, in seconds: 60 when all are whole minutes, as imported logs have them; otherwise 1. */
  readonly precision: 1 | 60;
  /** The first and the last message, ISO 8601 in UTC; null when there is none. */
  readonly from: string | null;
  readonly to: string | null;
  /** Messages that somebody said and did not delete: texts, actions and files, imported ones too. */
  readonly messages: number;
  /** Their words; of edited messages those of the newest text. */
  readonly words: number;
  readonly edited: number;
  readonly deleted: number;
  /** Lines of an imported log that nobody said, such as joins; not among `messages`. */
  readonly systemLines: number;
  /** Messages that could not be opened, and of which nothing here speaks. */
  readonly unopened: number;
  /** Days with messages, ascending. */
  readonly days: readonly { readonly day: string; readonly messages: number }[];
  /** Messages by hour of the day, from 0 to 23. */
  readonly hours: readonly number[];
  /** Most messages first. */
  readonly people: readonly PersonStats[];
  /** From a message to an answer to it (`replyto`) by another person. */
  readonly replies: Durations;
  /** From the last message of somebody's turn to the next one, by another person. */
  readonly turns: Durations;
  /** Messages that are linked by answers, the largest threads first. */
  readonly threads: readonly ThreadStats[];
  readonly reactions: {
    readonly total: number;
    /** Most frequent first. */
    readonly emojis: readonly { readonly emoji: string; readonly count: number }[];
  };
}

export interface PersonStats {
  readonly name: string;
  /** Such as "imported by Alice", mostly empty: who has the same name but another note is somebody else. */
  readonly note: string;
  /** User id, where the person is one of the workspace and proven. */
  readonly id: string | null;
  readonly messages: number;
  readonly words: number;
  /** Part of all messages, 0 to 1. */
  readonly share: number;
}

/** Seconds; quantiles by linear interpolation, as NumPy's and DuckDB's `quantile_cont`. Null when nothing was measured. */
export interface Durations {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
}

export interface ThreadStats {
  /** ID of its first message. */
  readonly id: string;
  /** Who began it, and with which line. */
  readonly name: string;
  readonly firstLine: string;
  readonly messages: number;
  readonly people: number;
  /** ISO 8601 in UTC. */
  readonly from: string;
  readonly to: string;
}
