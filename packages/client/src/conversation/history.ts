import { namedEpochOf, type Prev } from '@parley/protocol/trust';
import type { Conversation, Message, Push } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import { ServerError } from '../errors.ts';
import type { LocalLog } from '../store/local-store.ts';
import { DELTA_LIMIT, type Delta, Deltas, type FetchDelta } from './deltas.ts';
import {
  contentsIn,
  type Head,
  headOf,
  type Page,
  pageBehind,
  pageOf,
  readable,
  recordOf,
  withoutData,
} from './page.ts';

/** What is new in a conversation, as the server pushes it. */
export type PushedDelta = NonNullable<Push['deltas']>[number];

/** How far a download has come. */
export interface SyncProgress {
  /** Messages and reports fetched so far in this sync. */
  readonly messages: number;
  readonly reports: number;
}

export interface SyncOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SyncProgress) => void) | undefined;
}

/** What a sync found. */
export interface SyncResult extends SyncProgress {
  /** The current instance. */
  readonly instance: string;
  /** Up to where this station holds the conversation; empty where it holds nothing. */
  readonly cursor: string;
  /** Whether the conversation was cleared since the last sync: what was known of it is gone. */
  readonly cleared: boolean;
  /** The newest message that this station holds; undefined when there is none. */
  readonly newest: Prev | undefined;
  /** ID of the newest message that this sync brought; undefined when it brought none. */
  readonly latest: string | undefined;
  /** The epoch under which that message says it stands; undefined when there is none. */
  readonly epoch: number | undefined;
}

/** What a delta is asked with, mostly by who is told of the request. */
type Asked = [instance: string, since: string, limit: number, told?: Parameters<FetchDelta>[3]];

/** A conversation that is cleared more often than this while it is fetched is the server's doing. */
const MOST_CLEARS = 5;

/**
 * A conversation as this station holds it: every delta that it fetched, in a log. A delta is fetched once.
 * The log and the cursor are one, so that a crash at any moment neither loses nor doubles anything.
 * Callers hold the conversation's lock.
 */
export class History {
  readonly #station: Station;
  readonly #conversationId: string;
  readonly #log: LocalLog;
  readonly #listed: () => string;
  #mended = 0;

  /** @param listed the instance that the server listed last */
  constructor(station: Station, conversationId: string, listed: () => string) {
    this.#station = station;
    this.#conversationId = conversationId;
    this.#log = station.store.log(this.#logName);
    this.#listed = listed;
  }

  /** How many places of the log were found damaged on this machine, and fetched anew. */
  get mended(): number {
    return this.#mended;
  }

  /** What the newest page says; undefined before any. */
  async head(): Promise<Head | undefined> {
    const last = await this.#log.last();
    if (last === undefined) return undefined;
    const head = readable(last, headOf);
    if (head) return head;
    for await (const { value } of this.#readBack(undefined, headOf)) return value;
    return undefined;
  }

  /** Pages from a position on, each with the position behind it. */
  async *pages(from = 0): AsyncGenerator<{ page: Page; next: number }> {
    for await (const { value: page, next } of this.#read(from, pageOf)) yield { page, next };
  }

  /** Whether anything stands behind a position. */
  async isBehind(position: number): Promise<boolean> {
    for await (const _record of this.#log.records(position)) return true;
    return false;
  }

  /** Pages before a position, newest first, each with the position that it stands at. */
  async *pagesBack(before?: number): AsyncGenerator<{ page: Page; at: number }> {
    for await (const { value: page, at } of this.#readBack(before, pageOf)) yield { page, at };
  }

  /**
   * The pages from a position on that have reports or removed messages; others are not even parsed.
   * @param count is told how many messages each record has, if somebody wants to know
   */
  async *asides(from = 0, count?: (messages: number) => void): AsyncGenerator<Page> {
    const head = from === 0 ? await this.head() : undefined;
    if (head?.plain && head.total !== undefined) {
      count?.(head.total);
      return;
    }
    const read = (record: string) => {
      const { count: messages, asides } = contentsIn(record);
      return { messages, page: asides ? pageOf(record) : undefined };
    };
    for await (const { value } of this.#read(from, read)) {
      count?.(value.messages);
      if (value.page) yield value.page;
    }
  }

  /** Fetches what is new. @param conversation as the server lists it, for the instance to begin with */
  async sync(conversation: Pick<Conversation, 'instance'>, options: SyncOptions = {}): Promise<SyncResult> {
    const head = await this.head();
    let last: Head | undefined = head;
    let instance = head?.instance ?? conversation.instance;
    let held = head?.cursor ?? '';
    let latest: Latest | undefined;
    let clears = 0;
    let messages = 0;
    let reports = 0;
    const deltas = new Deltas((...asked) => this.#fetch(options.signal, ...asked));
    deltas.begin(instance, held);
    for (let more = true; more; ) {
      let delta: Delta;
      try {
        delta = await deltas.next();
      } catch (error) {
        const current = newInstance(error);
        if (current === undefined || ++clears > MOST_CLEARS) throw error;
        // Cleared: what was here is gone for everyone. The new instance starts from its beginning.
        if (head) await this.#station.store.set(this.#formerName, instance);
        await this.#clear();
        instance = current;
        held = '';
        last = undefined;
        latest = undefined;
        deltas.begin(instance, held);
        continue;
      }
      ({ more } = delta);
      // An empty end is kept as well where a page promised more: it says that nothing is left.
      if (delta.messages.length + delta.reports.length > 0 || (last?.more && !more)) {
        last = await this.#keep(instance, delta, last, more);
        latest = latestOf(delta) ?? latest;
        held = delta.cursor;
      }
      messages += delta.messages.length;
      reports += delta.reports.length;
      options.onProgress?.({ messages, reports });
    }
    return {
      instance,
      cursor: held,
      cleared: clears > 0 && head !== undefined,
      messages,
      reports,
      newest: last?.newest,
      ...of(latest),
    };
  }

  /**
   * Joins a pushed delta to what is held.
   * @param since the cursor at which it begins, if that is known
   * @returns undefined where it does not join: then what is new has to be fetched
   */
  async join(delta: PushedDelta, since: string | undefined): Promise<SyncResult | undefined> {
    const head = await this.head();
    if (head?.instance !== delta.instance) return undefined;
    const { instance, cursor, messages, reports } = delta;
    const nothing = { instance, cursor, cleared: false, messages: 0, reports: 0, ...of(undefined) };
    // Held already: another program on this store was faster, or it came with a fetch.
    if (head.cursor === cursor) return { ...nothing, newest: head.newest };
    const count = messages.length + reports.length;
    if (head.cursor !== since || count === 0 || count > DELTA_LIMIT) return undefined;
    const { newest } = await this.#keep(instance, delta, head);
    const counts = { messages: messages.length, reports: reports.length };
    return { ...nothing, ...counts, newest, ...of(latestOf(delta)) };
  }

  /** The instance that this station held before somebody else cleared it; undefined when nobody did. */
  async formerInstance(): Promise<string | undefined> {
    return (await this.#station.store.get(this.#formerName)) as string | undefined;
  }

  /** This station cleared the conversation itself: nobody needs to tell it who did. */
  async ownClear(): Promise<void> {
    await this.#station.store.remove(this.#formerName);
  }

  /** Reads records from a position on; where one is damaged, it is fetched anew before. */
  async *#read<Value>(from: number, read: (record: string) => Value) {
    for (let at = from; ; ) {
      let damaged: number | undefined;
      for await (const { record, next } of this.#log.records(at)) {
        const value = readable(record, read);
        if (value === undefined) {
          damaged = next;
          break;
        }
        yield { value, next };
        at = next;
      }
      if (damaged === undefined) return;
      await this.#mend(damaged);
    }
  }

  /** As `#read`, from a position back. */
  async *#readBack<Value>(from: number | undefined, read: (record: string) => Value) {
    for (let before = from; ; ) {
      let damaged: number | undefined;
      for await (const { record, at } of this.#log.recordsBack(before)) {
        const value = readable(record, read);
        if (value === undefined) {
          damaged = at;
          break;
        }
        yield { value, at };
        before = at;
      }
      if (damaged === undefined) return;
      for await (const { next } of this.#log.records(damaged)) {
        await this.#mend(next);
        break;
      }
    }
  }

  /**
   * Fetches anew what is damaged before a position.
   * @throws ClientError `store_broken` where that cannot be
   */
  async #mend(behind: number): Promise<void> {
    const { store } = this.#station;
    await store.lock(this.#logName, async () => {
      // Hardly anybody ever needs it.
      const { mend } = await import('./mending.ts');
      const fetch = (...asked: [instance: string, since: string]) =>
        this.#fetch(undefined, ...asked, DELTA_LIMIT);
      if (await mend(this.#log, behind, fetch, this.#listed())) this.#mended++;
    });
  }

  get #logName(): string {
    return `conversations/${this.#conversationId}/log`;
  }

  get #formerName(): string {
    return `conversations/${this.#conversationId}/former`;
  }

  #fetch(signal: AbortSignal | undefined, ...[instance, since, limit, told]: Asked) {
    const { transport, session } = this.#station;
    const conversationid = this.#conversationId;
    return transport.call(
      'conversation/download',
      { conversationid, instance, since, limit },
      { session, signal, ...told },
    );
  }

  /**
   * @param before the page before this delta
   * @param more whether the server has more
   */
  async #keep(
    instance: string,
    delta: Pick<Page, 'cursor' | 'messages' | 'reports'> & { readonly text?: string },
    before: Head | undefined,
    more = false,
  ): Promise<Page> {
    const removed = new Set(delta.messages.filter(({ Type }) => Type === 'Removed').map(({ ID }) => ID));
    const page = await pageBehind(before, instance, delta, more);
    // What its author erased is erased here as well, before the page that says so counts.
    if (removed.size > 0) await this.#erase(removed);
    await this.#log.append(recordOf(page, delta.text));
    return page;
  }

  /** Not while something is put where it stood before. */
  #clear(): Promise<void> {
    return this.#station.store.lock(this.#logName, () => this.#log.clear());
  }

  async #erase(removed: ReadonlySet<string>): Promise<void> {
    // What is damaged goes when it is fetched anew.
    const change = (record: string) => readable(record, (whole) => withoutData(whole, removed));
    await this.#station.store.lock(this.#logName, () => this.#log.rewrite(change));
  }
}

/** The instance that an error says is the current one. */
function newInstance(error: unknown): string | undefined {
  return error instanceof ServerError && error.code === 'instance_changed'
    ? error.answer.instance
    : undefined;
}

/** The newest message of a sync. */
type Latest = Pick<Message, 'ID' | 'Data'>;

function latestOf({ messages }: Pick<Page, 'messages'>): Latest | undefined {
  return messages.findLast(({ Type }) => Type === 'Message');
}

function of(latest: Latest | undefined): Pick<SyncResult, 'latest' | 'epoch'> {
  return { latest: latest?.ID, epoch: latest && namedEpochOf(latest.Data) };
}
