import type { Message, Report } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import { ClientError } from '../errors.ts';
import type { People } from '../people/people.ts';
import { type Entry, type FindingView, isUnopened, type MessageView } from '../view.ts';
import type { Epochs } from './epochs.ts';
import type { History } from './history.ts';
import { Reader } from './reader.ts';
import { findingOfClear, newReaderState, type ReaderState } from './reader-state.ts';
import { asidesOf, type Parts, placeOf, readerContext } from './reading.ts';
import { type DownloadSummary, Tally } from './tally.ts';
import { findingViewOf } from './view-of.ts';

/** How far opening has come. */
export interface DownloadProgress {
  /** Messages that were opened. */
  readonly opened: number;
  /** Messages that were looked at, of how many. */
  readonly done: number;
  readonly total: number;
}

export interface DownloadOptions {
  /**
   * Only what is new since the last download under this name that was kept (`keep`). Each name has a mark of its own.
   */
  readonly since?: string | undefined;
  /** Called as messages are opened. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How far a download has come. */
interface Mark {
  readonly instance: string;
  /** Position in the log. */
  readonly next: number;
  readonly state: ReaderState;
}

/**
 * A conversation being opened: iterate it for its messages, in the server's order, or `entries` for those that could
 * not be opened as well; then read `summary`. Iterating again begins anew.
 */
export class Download implements AsyncIterable<MessageView> {
  readonly #parts: Parts;
  readonly #station: Station;
  readonly #people: People;
  readonly #epochs: Epochs;
  readonly #history: History;
  readonly #conversationId: string;
  readonly #options: DownloadOptions;
  readonly #after: Mark | undefined;
  #summary: DownloadSummary | undefined;
  #mark: Mark | undefined;

  /** @param after where to begin; where `options.since` says, or at the beginning, when absent */
  constructor(parts: Parts, options: DownloadOptions = {}, after?: Mark) {
    this.#parts = parts;
    this.#station = parts.station;
    this.#people = parts.people;
    this.#epochs = parts.epochs;
    this.#history = parts.history;
    this.#conversationId = parts.conversationId;
    this.#options = options;
    this.#after = after;
  }

  /** What the download came to. @throws Error before it was iterated to its end */
  get summary(): DownloadSummary {
    if (!this.#summary) throw new Error('Iterate the download to its end first.');
    return this.#summary;
  }

  /** Remembers, durably, that everything up to here was taken: the next download under this name begins behind it. */
  async keep(): Promise<void> {
    if (this.#options.since === undefined)
      throw new Error('Only a download with `since` has a mark to keep.');
    if (this.#mark) await this.#station.store.set(this.#markName, this.#mark);
  }

  /** Where the mark of this name stands: a text that changes when `keep` moves it; empty before there is one. */
  async marked(): Promise<string> {
    const mark = (await this.#station.store.get(this.#markName)) as Mark | undefined;
    return mark ? `${mark.instance} ${mark.next}` : '';
  }

  /**
   * The download of what comes behind this one, with the same name: for who follows a conversation, after each `sync`.
   * @throws Error before this one was iterated to its end
   */
  continued(): Download {
    if (!this.#mark) throw new Error('Iterate the download to its end first.');
    return new Download(this.#parts, this.#options, this.#mark);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<MessageView> {
    for await (const page of this.#pages()) for (const entry of page) if (!isUnopened(entry)) yield entry;
  }

  /** Everything in the server's order, what could not be opened in its place. */
  async *entries(): AsyncGenerator<Entry> {
    // Not `yield*`, which waits one more turn for each of them.
    for await (const page of this.#pages()) for (const entry of page) yield entry;
  }

  async *#pages(): AsyncGenerator<Entry[]> {
    this.#summary = undefined;
    const head = await this.#history.head();
    const instance = head?.instance ?? '';
    const mark = await this.#startingPoint(instance);
    const begin = mark?.next ?? 0;
    const { onProgress } = this.#options;
    const asides = await asidesOf(this.#history, begin, onProgress !== undefined);
    const { reports, removed: gone } = asides;
    const state = mark ? structuredClone(mark.state) : newReaderState(instance);
    const reader = new Reader(readerContext(this.#parts, begin, gone), state);

    // An epoch that was refused is why its messages do not open: the reason stands first.
    const findings: FindingView[] = [...this.#epochs.refused.values()].map(({ code, message }) => ({
      code,
      text: message,
      messageId: '',
    }));
    const tally = new Tally(this.#people, findings, (id) => reports.get(id) ?? []);
    const former = await this.#history.formerInstance();
    let firstId = '';
    let next = begin;
    let done = 0;
    for await (const { page, next: behind } of this.#history.pages(begin)) {
      // Another process may have started a new instance meanwhile; what was read so far stays true of the old one.
      if (page.instance !== instance) break;
      if (this.#options.signal?.aborted) throw new ClientError('cancelled', 'Cancelled.');
      const readings = await reader.read(page.messages, placeOf(next));
      firstId ||= readings[0]?.message.ID ?? '';
      next = behind;
      yield tally.entries(readings);
      done += page.messages.length;
      onProgress?.({ opened: tally.opened, done, total: asides.messages });
    }
    tally.findings.push(...reader.conclude().map(findingViewOf));
    if (former !== undefined && former !== instance) {
      const cleared = findingOfClear(former, state, firstId).map(findingViewOf);
      tally.findings.splice(findings.length, 0, ...cleared);
    }
    this.#summary = tally.summary;
    this.#mark = { instance, next, state };
  }

  /** Messages and reports as the server gave them, unopened, each delta's messages first; a removed message once. */
  async *raw(): AsyncGenerator<Message | Report> {
    const instance = (await this.#history.head())?.instance ?? '';
    const mark = await this.#startingPoint(instance);
    const removed = new Set<string>();
    let next = mark?.next ?? 0;
    for await (const { page, next: behind } of this.#history.pages(next)) {
      if (page.instance !== instance) break;
      for (const message of page.messages) {
        if (removed.has(message.ID)) continue;
        if (message.Type === 'Removed') removed.add(message.ID);
        yield message;
      }
      yield* page.reports;
      next = behind;
    }
    this.#mark = { instance, next, state: mark?.state ?? newReaderState(instance) };
  }

  get #markName(): string {
    return `conversations/${this.#conversationId}/marks/${this.#options.since}`;
  }

  async #startingPoint(instance: string): Promise<Mark | undefined> {
    if (!this.#after && this.#options.since === undefined) return undefined;
    const mark = this.#after ?? ((await this.#station.store.get(this.#markName)) as Mark | undefined);
    return mark?.instance === instance ? mark : undefined;
  }
}
