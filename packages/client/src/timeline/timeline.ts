import { Queues } from '../store/queue.ts';
import type { Timeline, TimelineChange, TimelinePage } from './api.ts';
import { entriesBack } from './entries-back.ts';
import type { TimelineItem } from './item.ts';
import type { Batch, OpenedLog } from './opened-log.ts';
import type { FirstUnread } from './overview.ts';
import { type RowContext, Rows } from './rows.ts';
import { Finder } from './search.ts';
import { type Held, Stretch } from './stretch.ts';

const PAGE = 50;
/** How many messages are read at once when paging back, at least. */
const READ_AT_ONCE = 500;

const NOTHING: TimelineChange = { added: [], changed: [], removed: [], reset: false, renamed: false };

/** The timeline of a conversation, read from the opened log as far back as it was asked for. */
export class HeldTimeline implements Timeline {
  readonly #opened: OpenedLog;
  readonly #context: RowContext;
  readonly #firstUnread: FirstUnread;
  readonly #listeners = new Set<(change: TimelineChange) => void>();
  readonly #turns = new Queues();
  readonly #finder = new Finder();
  #stretch: Stretch;
  #rows: Rows;
  #generation: string | undefined;
  /** Where the oldest batch that was read stands; undefined before any. */
  #oldest: number | undefined;
  /** Where the newest one stands, and where the log goes on behind it, once that is known. */
  #newest: { readonly at: number; readonly behind: number | undefined } | undefined;
  /** IDs of the rows of what is on its way, as listeners know them. */
  #outgoing: readonly string[] = [];

  constructor(opened: OpenedLog, context: RowContext, firstUnread: FirstUnread) {
    this.#opened = opened;
    this.#context = context;
    this.#firstUnread = firstUnread;
    this.#stretch = new Stretch(context.people);
    this.#rows = new Rows(this.#stretch, context);
    // Before any listener hears of it, who then reads rows.
    context.people.onRenamed(() => this.#stretch.rename());
  }

  newest(limit = PAGE): Promise<TimelinePage> {
    return this.#turn(async () => {
      const end = () => this.#stretch.held.length + this.#outgoingItems().length;
      await this.#reach(() => this.#back(end(), limit).length >= limit);
      const page = this.#page(this.#back(end(), limit));
      const emptied = this.#stretch.held.length === 0 ? await this.#opened.emptied() : undefined;
      return emptied ? { ...page, items: [emptied, ...page.items] } : page;
    });
  }

  oldest(limit = PAGE): Promise<TimelinePage> {
    return this.#turn(async () => {
      await this.#reach(() => false);
      return this.#page(this.#forth(-1, limit));
    });
  }

  before(id: string, limit = PAGE): Promise<TimelinePage> {
    return this.#turn(async () => {
      const index = () => this.#indexOf(id);
      await this.#reach(() => index() !== -1 && this.#back(index(), limit).length >= limit);
      return this.#page(index() === -1 ? [] : this.#back(index(), limit));
    });
  }

  after(id: string, limit = PAGE): Promise<TimelinePage> {
    return this.#turn(async () => {
      await this.#reach(() => this.#indexOf(id) !== -1);
      const index = this.#indexOf(id);
      return this.#page(index === -1 ? [] : this.#forth(index, limit));
    });
  }

  around(id: string, limit = PAGE): Promise<TimelinePage> {
    return this.#turn(async () => {
      const half = limit >> 1;
      const index = () => this.#indexOf(id);
      await this.#reach(() => index() !== -1 && this.#back(index(), half).length >= half);
      const item = this.item(id);
      if (!item) return this.#page([]);
      return this.#page([...this.#back(index(), half), item, ...this.#forth(index(), limit - half - 1)]);
    });
  }

  item(id: string): TimelineItem | undefined {
    const held = this.#stretch.find(id);
    if (held) return this.#rows.of(held);
    return this.#outgoingItems().find((item) => item.id === id);
  }

  firstUnread(): Promise<string | undefined> {
    const reach = (count: number) => this.#reach(() => this.#stretch.held.length > count);
    return this.#turn(() => this.#firstUnread(entriesBack(() => this.#stretch.held, reach)));
  }

  subscribe(listener: (change: TimelineChange) => void): () => void {
    this.#listeners.add(listener);
    const stop = this.#context.people.onRenamed(() => listener({ ...NOTHING, renamed: true }));
    return () => {
      this.#listeners.delete(listener);
      stop();
    };
  }

  /** The message of an ID and where it stands, wherever that is. */
  seek(id: string): Promise<Extract<Held, { kind: 'message' }> | undefined> {
    return this.#turn(async () => {
      await this.#reach(() => this.#stretch.message(id) !== undefined);
      return this.#stretch.message(id);
    });
  }

  /** The own edits of a message that are at hand: those of a message that is here all are. */
  editsOf(id: string, userId: string): readonly Extract<Held, { kind: 'message' }>[] {
    return this.#stretch.held.filter(
      (held) =>
        held.kind === 'message' &&
        held.view?.kind === 'edit' &&
        held.view.target === id &&
        held.view.sender.id === userId,
    ) as Extract<Held, { kind: 'message' }>[];
  }

  /** Whether rows were read from it since the start. */
  get isRead(): boolean {
    return this.#generation !== undefined;
  }

  /** Whether a message has come with a download, as far as is at hand. */
  isHere(id: string): boolean {
    return this.#stretch.message(id) !== undefined;
  }

  /** The newest rows at hand, oldest first. */
  newestAtHand(): TimelineItem[] {
    return this.#back(this.#stretch.held.length + this.#outgoingItems().length, PAGE);
  }

  /** Messages that hold all words, the newest first. */
  search(words: readonly string[], limit: number) {
    return this.#turn(async () => {
      await this.#reach(() => false);
      return this.#finder.find(this.#stretch, words, limit);
    });
  }

  /**
   * Takes what was opened since, by whomever, and tells the listeners.
   * @param beforeTelling is done once the rows are there
   */
  refresh(beforeTelling: () => Promise<void>): Promise<void> {
    return this.#turn(async () => {
      const last = await this.#opened.last();
      if (this.#generation !== last?.generation) {
        const wasEmpty = this.#generation === undefined;
        this.#forget();
        await this.#reach(() => this.#back(this.#stretch.held.length, PAGE).length >= PAGE);
        await beforeTelling();
        this.#outgoing = this.#outgoingItems().map(({ id }) => id);
        this.#tell({ ...NOTHING, reset: !wasEmpty || this.#generation !== undefined });
        return;
      }
      const { added, changed } = await this.#readNew();
      await beforeTelling();
      this.#tellAll(added, changed);
    });
  }

  /** Tells the listeners what became of what is on its way. @param about messages that it may show at */
  outgoingChanged(about: readonly string[]): Promise<void> {
    return this.#turn(async () => this.#tellAll([], new Set(about)));
  }

  #turn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#turns.run('timeline', work);
  }

  #forget(): void {
    this.#stretch = new Stretch(this.#context.people);
    this.#rows = new Rows(this.#stretch, this.#context);
    this.#generation = undefined;
    this.#oldest = undefined;
    this.#newest = undefined;
  }

  /** Reads further back until there is enough, or nothing more. */
  async #reach(isEnough: () => boolean): Promise<void> {
    const changed = new Set<string>();
    while (!this.#stretch.isComplete && !isEnough()) {
      for (const id of await this.#readOlder()) changed.add(id);
    }
    if (changed.size > 0) this.#tellAll([], changed);
  }

  /** @returns IDs of rows at hand that what stands before them changes */
  async #readOlder(): Promise<Iterable<string>> {
    const batches: Batch[] = [];
    let count = 0;
    let isEnd = true;
    for await (const { value, at } of this.#opened.batchesBack(this.#oldest)) {
      this.#generation ??= value.generation;
      if (value.generation !== this.#generation) break;
      this.#newest ??= { at, behind: undefined };
      this.#oldest = at;
      batches.unshift(value);
      count += value.entries.length;
      if (count >= READ_AT_ONCE) {
        isEnd = at === 0;
        break;
      }
    }
    const { changed } = this.#stretch.add(batches, 'oldest');
    return isEnd ? [...changed, ...this.#stretch.complete()] : changed;
  }

  async #readNew() {
    const batches: Batch[] = [];
    if (!this.#newest) return { added: [], changed: new Set<string>() };
    const { at, behind } = this.#newest;
    let isKnown = behind === undefined;
    let position = behind ?? at;
    for await (const { value, next } of this.#opened.batches(position)) {
      if (!isKnown) batches.push(value);
      isKnown = false;
      position = next;
    }
    this.#newest = { at, behind: position };
    return this.#stretch.add(batches, 'newest');
  }

  /** The rows before an index, oldest first. */
  #back(index: number, limit: number): TimelineItem[] {
    const { held } = this.#stretch;
    const outgoing = index > held.length ? this.#outgoingItems().slice(0, index - held.length) : [];
    const items = outgoing.slice(-limit).reverse();
    for (let at = Math.min(index, held.length) - 1; at >= 0 && items.length < limit; at--) {
      const item = this.#rows.of(held[at] as Held);
      if (item) items.push(item);
    }
    return items.reverse();
  }

  /** The rows behind an index, oldest first. @param index -1 for all from the first one on */
  #forth(index: number, limit: number): TimelineItem[] {
    const items: TimelineItem[] = [];
    const { held } = this.#stretch;
    for (let at = index + 1; at < held.length && items.length < limit; at++) {
      const item = this.#rows.of(held[at] as Held);
      if (item) items.push(item);
    }
    const outgoing = this.#outgoingItems();
    const from = Math.max(0, index + 1 - held.length);
    return [...items, ...outgoing.slice(from, from + limit - items.length)];
  }

  /** Where a row stands: in `held`, or behind it among what is on its way; -1 when it is not at hand. */
  #indexOf(id: string): number {
    const held = this.#stretch.find(id);
    if (held) return this.#stretch.indexOf(held);
    const outgoing = this.#outgoingItems().findIndex((item) => item.id === id);
    return outgoing === -1 ? -1 : this.#stretch.held.length + outgoing;
  }

  #outgoingItems(): TimelineItem[] {
    return this.#context
      .outgoing()
      .filter(({ id }) => !this.isHere(id))
      .flatMap((message) => this.#rows.ofOutgoing(message) ?? []);
  }

  #page(items: readonly TimelineItem[]): TimelinePage {
    const [first, last] = [items[0], items.at(-1)];
    if (!first || !last) return { items, older: false, newer: false };
    const older = !this.#stretch.isComplete || this.#back(this.#indexOf(first.id), 1).length > 0;
    return { items, older, newer: this.#forth(this.#indexOf(last.id), 1).length > 0 };
  }

  /** Tells what was added and changed, and what of the outgoing came and went. */
  #tellAll(arrived: readonly string[], touched: ReadonlySet<string>): void {
    const before = new Set(this.#outgoing);
    this.#outgoing = this.#outgoingItems().map(({ id }) => id);
    const now = new Set(this.#outgoing);
    const changed = new Set([...touched, ...this.#outgoing.filter((id) => before.has(id))]);
    const added: string[] = [];
    // What was on its way has been shown already: it only takes its place.
    for (const id of arrived) (before.has(id) ? changed : { add: (one: string) => added.push(one) }).add(id);
    added.push(...this.#outgoing.filter((id) => !before.has(id)));
    const removed = [...before].filter((id) => !now.has(id) && !this.isHere(id));
    this.#tell({ ...NOTHING, added, changed: [...changed], removed });
  }

  #tell(change: TimelineChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
