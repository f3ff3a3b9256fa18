import { Observable } from '../model/observable.ts';
import type { Caller } from '../rpc/caller.ts';
import type { CallError } from '../rpc/failure.ts';
import type { StationApi } from '../station/api.ts';
import type {
  MessageItem,
  TimelineItem,
  TimelineNews,
  TimelinePage,
  TimelinePlace,
} from '../station/timeline.ts';
import type { End } from './arrivals.ts';
import type { Goal } from './places.ts';
import { EMPTY, letGo, type Window, windowOf, withNewer, withNews, withOlder } from './window.ts';

export interface TimelineState extends Window {
  readonly phase: 'loading' | 'ready';
  /** Where the unread messages began when the conversation was opened. */
  readonly firstUnread: string | undefined;
  /** Where to scroll to, once it is there. */
  readonly target: ScrollTarget | undefined;
  /** How the rows came to be: what was put in front keeps the rest where it stands. */
  readonly isShifted: boolean;
}

export interface ScrollTarget extends Goal {
  /** Whether the row is to be pointed at. */
  readonly isMarked: boolean;
  /** Whether the row gets the focus. */
  readonly isFocused?: boolean;
}

/** Rows that a conversation is opened with: more than a window shows. */
const PAGE = 60;
/** Rows that are fetched at once ahead of who scrolls: more than fly by while the next ones are fetched. */
const PAGE_AHEAD = 240;
const END: ScrollTarget = { id: undefined, align: 'end', isMarked: false };

/** An open conversation: the rows around where somebody reads. */
export class TimelineModel {
  readonly state = new Observable<TimelineState>({
    ...EMPTY,
    phase: 'loading',
    firstUnread: undefined,
    target: undefined,
    isShifted: false,
  });
  /** Why the last thing that was asked for was not done. */
  readonly error = new Observable<CallError | undefined>(undefined);
  readonly conversationId: string;
  readonly #caller: Caller<StationApi>;
  readonly #stops: readonly (() => void)[];
  /** The ends at which something is being fetched. */
  readonly #fetching = new Set<End>();
  /** Of each read that is under way, the news since it began: the rows may have been read before. */
  readonly #meanwhile = new Set<TimelineNews[]>();
  #viewed: string | undefined;

  /** @param message where to open it; the first unread, or the end, when absent */
  constructor(caller: Caller<StationApi>, conversationId: string, message?: string) {
    this.#caller = caller;
    this.conversationId = conversationId;
    this.#stops = [
      caller.watch('timelineNews', { conversationId }, (news) => this.#take(news)),
      caller.onMoved(() => void this.#try(() => this.#readAgain())),
    ];
    void this.#try(() => this.#open(message));
  }

  /** Fetches what is before the first row. @param ready resolves when rows can be taken */
  older(ready: () => Promise<void>): void {
    if (this.state.value.older) this.#fetch('older', ready);
  }

  /** Fetches what is behind the last row. @param ready resolves when rows can be taken */
  newer(ready: () => Promise<void>): void {
    if (this.state.value.newer) this.#fetch('newer', ready);
  }

  /** Goes to a message, wherever it stands. */
  async jump(id: string): Promise<void> {
    const isHeld = this.state.value.items.some((item) => item.id === id);
    const target = { id, align: 'center', isMarked: true } as const;
    if (isHeld) this.state.change({ target, isShifted: false });
    else await this.#try(() => this.#show({ kind: 'around', id }, target));
  }

  /** Goes to the newest message. */
  async toEnd(isFocused = false): Promise<void> {
    const target = { ...END, isFocused };
    if (this.state.value.newer) await this.#try(() => this.#show({ kind: 'newest' }, target));
    else this.state.change({ target, isShifted: false });
  }

  /** Goes to the first message, which gets the focus. */
  async toStart(): Promise<void> {
    const start = { align: 'start', isMarked: false, isFocused: true } as const;
    const { older, items } = this.state.value;
    if (older)
      await this.#try(() => this.#show({ kind: 'oldest' }, (first) => ({ ...start, id: first?.id })));
    else this.state.change({ target: { ...start, id: items[0]?.id }, isShifted: false });
  }

  /** The target was reached. */
  reached(): void {
    this.state.change({ target: undefined });
  }

  /** A row was on the screen while the page was looked at. */
  seen(id: string): void {
    if (id === this.#viewed) return;
    const { items } = this.state.value;
    const index = items.findIndex((item) => item.id === id);
    const before = items.findIndex((item) => item.id === this.#viewed);
    if (index <= before) return;
    this.#viewed = id;
    const upTo = items.slice(0, index + 1).findLast(isAccepted);
    if (upTo) this.#do('markViewed', { conversationId: this.conversationId, id: upTo.id });
  }

  react(id: string, emoji: string, remove: boolean): void {
    this.#do('react', { conversationId: this.conversationId, id, emoji, remove });
  }

  delete(id: string): void {
    this.#do('deleteMessage', { conversationId: this.conversationId, id });
  }

  retry(id: string): void {
    this.#do('retryMessage', { conversationId: this.conversationId, id });
  }

  discard(id: string): void {
    this.#do('discardMessage', { conversationId: this.conversationId, id });
  }

  /** The user's newest message that can be edited. */
  lastOwn(): MessageItem | undefined {
    return this.state.value.items.findLast(
      (item): item is MessageItem =>
        item.row === 'message' && item.own && item.state === 'accepted' && !item.file && !item.imported,
    );
  }

  message(id: string): MessageItem | undefined {
    const found = this.state.value.items.find((item) => item.id === id);
    return found?.row === 'message' ? found : undefined;
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  async #open(message: string | undefined): Promise<void> {
    const { conversationId } = this;
    const input = { conversationId, messageId: message, limit: PAGE };
    await this.#read(this.#caller.call('timelineOpening', input), ({ page, firstUnread }) => {
      const target: ScrollTarget =
        message !== undefined
          ? { id: message, align: 'center', isMarked: true }
          : firstUnread !== undefined
            ? { id: firstUnread, align: 'start', isMarked: false }
            : END;
      this.state.change({ ...windowOf(page), phase: 'ready', firstUnread, target, isShifted: false });
    });
  }

  async #show(place: TimelinePlace, target: ScrollTarget | undefined | TargetOf): Promise<void> {
    await this.#read(this.#pageOrNewest(place), (page) => {
      const window = windowOf(page);
      const reached = typeof target === 'function' ? target(window.items[0]) : target;
      this.state.change({ ...window, phase: 'ready', target: reached, isShifted: false });
    });
  }

  /** What was asked for is not here: then the newest is. */
  async #pageOrNewest(place: TimelinePlace): Promise<TimelinePage> {
    const page = await this.#page(place);
    return page.items.length > 0 || place.kind === 'newest' ? page : this.#page({ kind: 'newest' });
  }

  /** Shows what is being read, with the news that came meanwhile. */
  async #read<Result>(coming: Promise<Result>, show: (result: Result) => void): Promise<void> {
    const meanwhile: TimelineNews[] = [];
    this.#meanwhile.add(meanwhile);
    try {
      show(await coming);
    } finally {
      this.#meanwhile.delete(meanwhile);
    }
    for (const news of meanwhile) this.#apply(news);
  }

  #fetch(end: End, ready: () => Promise<void>): void {
    if (this.#fetching.has(end)) return;
    this.#fetching.add(end);
    const before = letGo(this.state.value, end === 'older' ? 'newer' : 'older');
    if (before) this.state.change({ ...before, isShifted: end === 'newer' });
    void this.#try(async () => {
      const id = this.#outermost(end);
      const page = this.#page({ kind: end === 'older' ? 'before' : 'after', id }, PAGE_AHEAD);
      const coming = page.then(ready).then(() => page);
      // Over before the rows are shown: whoever then stands at their end already needs more.
      await this.#read(
        coming.finally(() => this.#fetching.delete(end)),
        (more) => {
          // Rows of another place are shown by now, or those that it joins on to were let go.
          if (this.#outermost(end) !== id) return;
          const { value } = this.state;
          this.state.change({
            ...(end === 'older' ? withOlder(value, more) : withNewer(value, more)),
            isShifted: end === 'older',
          });
        },
      );
    });
  }

  /** The row at an end. */
  #outermost(end: End): string {
    return this.state.value.items.at(end === 'older' ? 0 : -1)?.id ?? '';
  }

  #page(place: TimelinePlace, limit = PAGE) {
    const { conversationId } = this;
    return this.#caller.call('timelinePage', { conversationId, place, limit });
  }

  #take(news: TimelineNews): void {
    for (const list of this.#meanwhile) list.push(news);
    if (this.state.value.phase === 'loading') return;
    this.#apply(news);
    // Whoever writes wants to see it, wherever they were reading.
    if (news.added.some(isJustWritten)) void this.toEnd();
  }

  #apply(news: TimelineNews): void {
    if (news.renamed) return void this.#try(() => this.#readAgain());
    const window = withNews(this.state.value, news);
    if (window) this.state.change({ ...window, isShifted: false });
    else void this.#try(() => this.#readAnew(news.reset));
  }

  /** Reads the rows again that are held; after a reset, the newest. */
  #readAnew(isReset: boolean): Promise<void> {
    const { items, newer } = this.state.value;
    const middle = items[items.length >> 1];
    if (isReset || !newer || !middle) return this.#show({ kind: 'newest' }, undefined);
    return this.#show({ kind: 'around', id: middle.id }, undefined);
  }

  /** Reads the rows again that are held, and what came behind them; the first one stays where it stands. */
  async #readAgain(): Promise<void> {
    const { items, newer } = this.state.value;
    const [first] = items;
    const middle = items[items.length >> 1];
    if (!first || !middle) return;
    const place = newer ? ({ kind: 'around', id: middle.id } as const) : ({ kind: 'newest' } as const);
    await this.#read(this.#page(place, items.length + PAGE), (page) => {
      const from = page.items.findIndex(({ id }) => id === first.id);
      const { items: read, ...ends } = windowOf(page);
      const kept = from > 0 ? { items: read.slice(from), ...ends, older: true } : { items: read, ...ends };
      this.state.change({ ...kept, isShifted: false });
    });
  }

  #do<Name extends 'markViewed' | 'deleteMessage' | 'retryMessage' | 'discardMessage' | 'react'>(
    method: Name,
    input: Parameters<StationApi[Name]>[0],
  ): void {
    void this.#try(() => this.#caller.call<Name>(method, input as never));
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.error.set(undefined);
    } catch (error) {
      this.error.set(error as CallError);
    }
  }
}

/** What is to be reached among rows that are not here yet, by the first of them. */
type TargetOf = (first: TimelineItem | undefined) => ScrollTarget;

function isJustWritten(item: TimelineItem): boolean {
  return item.row === 'message' && item.own && item.state === 'waiting';
}

function isAccepted(item: TimelineItem): boolean {
  return item.row === 'message' && item.state === 'accepted';
}
