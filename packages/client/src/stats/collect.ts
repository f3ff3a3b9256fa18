import {
  type ExportSource,
  type FoldedMessage,
  foldedEntries,
  isFolded,
  isSaid,
  type Speaker,
  Survey,
  shownAt,
  speakerOf,
  zoneOf,
} from '../export/index.ts';
import { shownEmoji } from '../export/words.ts';
import { durationsOf } from './durations.ts';
import type { Stats } from './stats.ts';
import { Threads } from './threads.ts';
import { wordsIn } from './words.ts';

export interface StatsOptions {
  /** How many of the largest threads are listed; 20 when absent. */
  readonly threads?: number;
}

/**
 * What a conversation is like in numbers. Reads it twice, as exports do; holds a few dozen bytes for each
 * message, not the texts.
 * @throws RangeError for an unknown time zone; Error when two readings differ; and what `source.read` throws
 */
export async function collectStats(source: ExportSource, options: StatsOptions = {}): Promise<Stats> {
  const count = new Count(source);
  const survey = await Survey.of(source);
  for await (const entry of foldedEntries(source, survey)) {
    if (isFolded(entry)) count.add(entry, survey.answered.has(entry.view.id));
  }
  return count.stats(survey.summary.unopened.length, options.threads ?? 20);
}

class Count {
  readonly #source: ExportSource;
  readonly #zone;
  readonly #days = new Map<string, number>();
  readonly #hours = new Array<number>(24).fill(0);
  readonly #people = new Map<string, { person: Speaker; messages: number; words: number }>();
  readonly #threads = new Threads();
  readonly #turns: number[] = [];
  readonly #emojis = new Map<string, number>();
  #last: { at: number; key: string } | undefined;
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  #messages = 0;
  #wholeMinutes = true;
  #words = 0;
  #edited = 0;
  #deleted = 0;
  #systemLines = 0;

  constructor(source: ExportSource) {
    this.#source = source;
    this.#zone = zoneOf(source.timeZone);
  }

  add(entry: FoldedMessage, answered: boolean): void {
    const { view, body, deleted } = entry;
    for (const { emoji, by } of entry.reactions) this.#react(emoji, by.length);
    if (view.imported?.line === 'system') this.#systemLines++;
    if (!isSaid(view)) return;
    const person = speakerOf(view);
    const at = shownAt(view);
    this.#threads.add({ id: view.id, at, person, body, deleted, replyto: view.replyto }, answered);
    if (deleted) {
      this.#deleted++;
      return;
    }
    if (entry.edits) this.#edited++;
    this.#measure(person, at, view.kind === 'text' ? wordsIn(body) : 0);
  }

  stats(unopened: number, threads: number): Stats {
    const said = this.#messages > 0;
    return {
      title: this.#source.title,
      timeZone: this.#zone.name,
      precision: said && this.#wholeMinutes ? 60 : 1,
      from: said ? new Date(this.#from).toISOString() : null,
      to: said ? new Date(this.#to).toISOString() : null,
      messages: this.#messages,
      words: this.#words,
      edited: this.#edited,
      deleted: this.#deleted,
      systemLines: this.#systemLines,
      unopened,
      days: [...this.#days]
        .map(([day, messages]) => ({ day, messages }))
        .sort((a, b) => (a.day < b.day ? -1 : 1)),
      hours: this.#hours,
      people: [...this.#people.values()]
        .sort((a, b) => b.messages - a.messages)
        .map(({ person: { name, note, id }, messages, words }) => ({
          name,
          note,
          id: id ?? null,
          messages,
          words,
          share: messages / this.#messages,
        })),
      replies: durationsOf(this.#threads.responses()),
      turns: durationsOf(this.#turns),
      threads: this.#threads.largest(threads),
      reactions: {
        total: [...this.#emojis.values()].reduce((sum, count) => sum + count, 0),
        emojis: [...this.#emojis]
          .map(([emoji, count]) => ({ emoji, count }))
          .sort((a, b) => b.count - a.count),
      },
    };
  }

  #measure(person: Speaker, at: number, words: number): void {
    this.#messages++;
    if (at % 60_000 !== 0) this.#wholeMinutes = false;
    this.#words += words;
    this.#from = Math.min(this.#from, at);
    this.#to = Math.max(this.#to, at);
    const day = this.#zone.day(at);
    this.#days.set(day, (this.#days.get(day) ?? 0) + 1);
    const hour = this.#zone.hour(at);
    this.#hours[hour] = (this.#hours[hour] as number) + 1;
    const known = this.#people.get(person.key) ?? { person, messages: 0, words: 0 };
    known.messages++;
    known.words += words;
    this.#people.set(person.key, known);
    if (this.#last && this.#last.key !== person.key) {
      this.#turns.push(Math.max(0, at - this.#last.at) / 1000);
    }
    this.#last = { at, key: person.key };
  }

  #react(emoji: string, count: number): void {
    const shown = shownEmoji(emoji);
    this.#emojis.set(shown, (this.#emojis.get(shown) ?? 0) + count);
  }
}
