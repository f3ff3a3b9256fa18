import {
  type Conversation,
  type Download,
  type DownloadSummary,
  type Entry,
  isUnopened,
  type LocalStore,
} from '@parley/client';
import {
  csvLine,
  type ExportSource,
  exportConversation,
  jsonLine,
  shownAt,
  textDay,
  textEntry,
  unfolded,
  zoneOf,
} from '@parley/client/export';
import { progress } from '../progress.ts';
import { Appender, appendingFile, isEmpty, pour, replacingFile, type Sink, standardOutput } from '../sink.ts';
import { refuseOtherForm } from './file-form.ts';
import type { Plan } from './plan.ts';

/** What a batch came to; without a summary where nothing was opened. */
export interface Given {
  readonly summary: DownloadSummary | undefined;
  /** Messages and reports that went out as the server gave them. */
  readonly raw: number;
  /** Whether anything went out. */
  readonly wrote: boolean;
}

/** Gives out one conversation: what there is, and then, where it is followed, what comes. */
export class Giver {
  readonly conversation: Conversation;
  readonly #plan: Plan;
  readonly #out: string | undefined;
  readonly #store: LocalStore;
  readonly #appender: Appender;
  #last: Download | undefined;
  #day = '';

  /** @param out its file; standard output when absent */
  constructor(store: LocalStore, conversation: Conversation, plan: Plan, out: string | undefined) {
    this.conversation = conversation;
    this.#plan = plan;
    this.#out = out;
    this.#store = store;
    this.#appender = new Appender(
      store,
      `conversations/${conversation.id}/appending${plan.raw ? ' raw' : ''}`,
    );
  }

  /**
   * Fetches and gives out what there is; with `onlyNew`, what came since the last time.
   * @param behind whether another conversation stands before it on standard output
   */
  async first(behind = false): Promise<Given> {
    const { conversation } = this;
    const bar = progress(conversation.name);
    await conversation.sync({ onProgress: ({ messages }) => bar.show('fetched', messages) });
    // Two downloads at once would give the same twice.
    if (this.#plan.onlyNew) return this.#store.lock(this.#lockName, () => this.#give(behind));
    return this.#give(behind);
  }

  /** Gives out what the station has fetched since the last batch; undefined when that is nothing. */
  async next(): Promise<Given | undefined> {
    const opening = this.#following();
    this.#last = opening;
    if (!(await this.#hasAny(opening))) return undefined;
    const { onlyNew } = this.#plan;
    await pour(this.#lines(opening), await this.#sink(true, onlyNew ? await opening.marked() : ''));
    if (onlyNew) await this.#keep(opening);
    return { summary: opening.summary, raw: 0, wrote: true };
  }

  async #give(afterAnother: boolean): Promise<Given> {
    const { onlyNew, raw, format } = this.#plan;
    const opening = this.#opening();
    this.#last = opening;
    const mark = onlyNew ? await opening.marked() : '';
    if (onlyNew) await this.#appender.recover(mark);
    const adding = this.#out !== undefined && onlyNew && !(await isEmpty(this.#out));
    if (this.#out !== undefined && adding) await refuseOtherForm(this.#out, raw ? 'raw' : format);
    const isPage = format === 'html' && this.#out !== undefined;
    let count = 0;
    // Where nothing is new, a file that has something stays as it is, and so does standard output.
    const wrote = !onlyNew || (await this.#hasAny(opening)) || !(adding || this.#out === undefined);
    if (wrote) {
      // A page cannot be added to: it is written anew, whole.
      const given = isPage && onlyNew ? this.conversation.download() : opening;
      const sink = await this.#sink(onlyNew && !isPage, mark);
      const pieces = raw
        ? rawLines(opening, (sum) => {
            count = sum;
          })
        : this.#pieces(given, afterAnother || (adding && !isPage));
      await pour(pieces, sink);
      if (given !== opening) for await (const _ of opening);
    }
    // Only what has safely gone out counts as taken: an interrupted download gives it again.
    if (onlyNew) await this.#keep(opening);
    return { summary: raw ? undefined : opening.summary, raw: count, wrote };
  }

  async #keep(opening: Download): Promise<void> {
    await opening.keep();
    await this.#appender.settle();
  }

  async #sink(append: boolean, mark: string): Promise<Sink> {
    if (this.#out === undefined) return standardOutput;
    if (!append) return replacingFile(this.#out);
    return this.#plan.onlyNew ? this.#appender.open(this.#out, mark) : appendingFile(this.#out);
  }

  #opening(): Download {
    const { onlyNew, raw } = this.#plan;
    const bar =
      this.#out !== undefined || !process.stdout.isTTY ? progress(this.conversation.name) : undefined;
    return this.conversation.download({
      ...(onlyNew && { since: raw ? 'new raw' : 'new' }),
      ...(bar && { onProgress: ({ done, total }) => bar.show('opened', done, total) }),
    });
  }

  /** What comes behind the last batch. */
  #following(): Download {
    if (!this.#last) throw new Error('the first batch comes first');
    return this.#last.continued();
  }

  async #hasAny(opening: Download): Promise<boolean> {
    for await (const _ of this.#plan.raw ? opening.raw() : opening.entries()) return true;
    return false;
  }

  /** @param behind whether something of the same form stands before it */
  async *#pieces(opening: Download, behind: boolean): AsyncGenerator<string> {
    const { format, timeZone, wanted, out } = this.#plan;
    const source: ExportSource = {
      title: this.conversation.name,
      ...(wanted === undefined && out === undefined && { conversation: this.conversation.id }),
      read: () => opening.entries(),
      findings: () => opening.summary.findings,
      ...(timeZone !== undefined && { timeZone }),
    };
    const pieces = exportConversation(format, source);
    if (behind && format === 'csv') await pieces.next();
    if (behind && (format === 'text' || format === 'md')) yield '\n';
    yield* pieces;
  }

  /** Messages one by one as they arrive, nothing folded. */
  async *#lines(opening: Download): AsyncGenerator<string> {
    const { format, timeZone, wanted, out } = this.#plan;
    const zone = zoneOf(timeZone);
    const id = wanted === undefined && out === undefined ? this.conversation.id : undefined;
    const line = (entry: Entry): string => {
      if (format === 'text') return textEntry(isUnopened(entry) ? entry : unfolded(entry), zone);
      if (isUnopened(entry)) return '';
      return format === 'csv' ? csvLine(entry, {}, id) : jsonLine(entry, id);
    };
    for await (const entry of opening.entries()) {
      const day = zone.day(shownAt(entry));
      if (format === 'text' && day !== this.#day) yield textDay(day);
      this.#day = day;
      yield line(entry);
    }
  }

  get #lockName(): string {
    return `conversations/${this.conversation.id}/giving`;
  }
}

async function* rawLines(opening: Download, counted: (sum: number) => void): AsyncGenerator<string> {
  let sum = 0;
  for await (const item of opening.raw()) {
    counted(++sum);
    yield `${JSON.stringify(item)}\n`;
  }
}
