import type { ResponseOf } from '@parley/protocol/wire';
import { AnswerError } from '../errors.ts';

type Answer = ResponseOf<'conversation/download'>;

/** What is told of a request under way. */
interface Told {
  /** It is on its way. */
  onSent(): void;
  /** The text of the answer, before it is read; reading it waits for what is given back. */
  onText(text: string): Promise<void> | undefined;
}

/** Asks for one delta. @param limit how many messages and reports it may hold */
export type FetchDelta = (instance: string, since: string, limit: number, told: Told) => Promise<Answer>;

/** A delta as it was answered. */
export interface Delta extends Pick<Answer, 'cursor' | 'messages' | 'reports'> {
  readonly more: boolean;
  /** The answer's JSON text. */
  readonly text: string;
}

/** A delta that was asked for and not taken yet. */
interface Coming {
  readonly limit: number;
  answer?: Promise<Answer>;
  /** Empty until it is there. */
  text: string;
}

/** How many items a delta asks for: few at first, because a message may be large, then as many as fit well. */
const FIRST_LIMIT = 250;
/** The most messages and reports that a delta holds. Source: docs/spec/wire.md part 3. */
export const DELTA_LIMIT = 1000;
/** Characters of a delta beyond which the next one asks for less. */
const COMFORTABLE = 4_000_000;
/** How many deltas are on their way at most: more would only fill the memory. */
const MOST_COMING = 2;
/** How the text of an answer ends that leads on. In no string of JSON does that stand: its quotes are escaped. */
const END = /,"cursor":"([^"\\]+)","more":true\}$/;
/** Characters: more than such an end has. */
const END_LENGTH = 300;

/**
 * A conversation's deltas one after another. While one is read, checked and kept, the server makes the next: it is
 * asked for as soon as the cursor is known that it begins after, which a text tells before it is parsed.
 */
export class Deltas {
  readonly #fetch: FetchDelta;
  #instance = '';
  #limit = FIRST_LIMIT;
  #coming: Coming[] = [];

  constructor(fetch: FetchDelta) {
    this.#fetch = fetch;
  }

  /** Begins in an instance, after a cursor; what was asked for before counts no more. */
  begin(instance: string, since: string): void {
    this.#instance = instance;
    this.#coming = [];
    void this.#ask(since);
  }

  /** The next delta, after one that said that there is more. @throws AnswerError for more than was asked for */
  async next(): Promise<Delta> {
    const [first] = this.#coming;
    if (!first?.answer) throw new Error('No delta was asked for.');
    const answer = await first.answer;
    this.#coming.shift();
    const count = answer.messages.length + answer.reports.length;
    if (count > first.limit)
      throw new AnswerError(`The server gave ${count} items where ${first.limit} were asked for.`);
    if (answer.more && count === 0)
      throw new AnswerError('The server promises more of the conversation and gives nothing.');
    const { cursor, messages, reports, more } = answer;
    const last = this.#coming.at(-1);
    // What is on its way may have waited for this one to be taken.
    if (last) void this.#goOn(last);
    // A server may write its answers otherwise.
    else if (more) void this.#askBehind(first, cursor);
    return { cursor, messages, reports, more: more === true, text: first.text };
  }

  /** Resolves when it is asked for, or cannot be. */
  #ask(since: string): Promise<void> {
    const coming: Coming = { limit: this.#limit, text: '' };
    this.#coming.push(coming);
    return new Promise((onSent) => {
      const onText: Told['onText'] = (text) => {
        coming.text = text;
        return this.#goOn(coming);
      };
      coming.answer = this.#fetch(this.#instance, since, coming.limit, { onSent, onText });
      // Its failure is looked at in its turn, unless keeping what stands before it fails first.
      coming.answer.catch(() => onSent());
    });
  }

  #goOn(coming: Coming): Promise<void> | undefined {
    if (coming !== this.#coming.at(-1) || this.#coming.length >= MOST_COMING) return undefined;
    const cursor = END.exec(coming.text.slice(-END_LENGTH))?.[1];
    return cursor === undefined ? undefined : this.#askBehind(coming, cursor);
  }

  #askBehind({ text }: Coming, cursor: string): Promise<void> {
    const isLarge = text.length > COMFORTABLE;
    this.#limit = isLarge ? Math.max(1, this.#limit >> 1) : Math.min(this.#limit * 2, DELTA_LIMIT);
    return this.#ask(cursor);
  }
}
