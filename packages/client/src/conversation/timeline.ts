import type { Content, Delete } from '@parley/protocol/trust';
import { ConnectionError } from '../errors.ts';
import { shownAt } from '../fold/moment.ts';
import { wordsOf } from '../fold/searchable.ts';
import { shownName, speakerOf } from '../fold/speaker.ts';
import type {
  Overview,
  PostOptions,
  SearchHit,
  TextOptions,
  Timeline,
  Unsent,
  Writing,
} from '../timeline/api.ts';
import { OpenedLog } from '../timeline/opened-log.ts';
import { OverviewKeeper, unsentOf } from '../timeline/overview.ts';
import { Reports } from '../timeline/reports.ts';
import { HeldTimeline } from '../timeline/timeline.ts';
import { checkChange } from './changing.ts';
import { Deleting, type Deletion } from './deleting.ts';
import { failureOf } from './failure.ts';
import { OutgoingQueue } from './queue.ts';
import type { Parts } from './reading.ts';
import { ConversationSettings } from './settings.ts';

/** How a message is written that has a place in the queue. */
export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
  /** The message's ID; a new one when absent. */
  readonly id?: string | undefined;
  /** When it was written, in milliseconds since the Unix epoch; now when absent. */
  readonly sent?: number | undefined;
  /** Told when the message must be sealed anew, under another ID. */
  readonly renamed?: ((other: string) => Promise<void>) | undefined;
}

/** A conversation as people see it and write in it. What it shows is opened once and kept, sealed, on the station. */
export abstract class ConversationTimeline extends ConversationSettings implements Writing {
  protected readonly parts: Parts;
  protected readonly queue: OutgoingQueue;
  readonly #opened: OpenedLog;
  readonly #overview: OverviewKeeper;
  readonly #reports: Reports;
  readonly #deleting: Deleting;
  readonly #timeline: HeldTimeline;
  /** Whether anybody looks at it: a program that only downloads needs nothing opened beforehand. */
  #isShown = false;
  #flushing: Promise<void> | undefined;
  #isAskedAgain = false;

  protected constructor(parts: Parts) {
    super();
    const { station, people, conversationId } = parts;
    this.parts = parts;
    this.queue = new OutgoingQueue(station, conversationId);
    this.#opened = new OpenedLog(parts);
    this.#overview = new OverviewKeeper(station, conversationId, this.#opened);
    this.#reports = new Reports(station, conversationId);
    this.#deleting = new Deleting(station, conversationId);
    const context = {
      people,
      userId: station.account.userid,
      participants: () => this.readers,
      outgoing: () => this.queue.outgoing,
    };
    this.#timeline = new HeldTimeline(this.#opened, context, (back) => this.#overview.firstUnread(back));
  }

  abstract get readers(): readonly string[];
  abstract sync(options?: { readonly signal?: AbortSignal | undefined }): Promise<unknown>;
  abstract send(text: string | Content, options?: TextOptions): Promise<unknown>;
  protected abstract locked<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Goes on with what an earlier call could not finish. Under the lock. */
  protected abstract settle(signal: AbortSignal | undefined): Promise<void>;
  /** Sends one message. Under the lock. */
  protected abstract write(
    content: Content,
    options: WriteOptions,
  ): Promise<{ readonly id: string; readonly created: string }>;
  /** Fetches what is new. Under the lock. @returns the current instance */
  protected abstract fetched(signal: AbortSignal | undefined): Promise<string>;

  /** The conversation as people see it. From now on, `sync` opens what it fetches and tells the timeline. */
  timeline(): Timeline {
    this.#isShown = true;
    return this.#timeline;
  }

  /** What is unread, and the newest message: as of the last `sync`, `refreshTimeline` or `loadOverview`. */
  get overview(): Overview {
    const { preview, ...overview } = this.#overview.current;
    const sender = preview?.isTheirName ? this.parts.people.get(preview.senderId) : undefined;
    // The name may have changed since the message was opened.
    return {
      ...overview,
      preview: preview && sender ? { ...preview, senderName: shownName(sender.name) } : preview,
    };
  }

  /** What waits to be sent or failed, as of when this station last looked; undefined where nothing does. */
  get unsent(): Unsent | undefined {
    return unsentOf(this.queue.waiting);
  }

  /** Reads the overview as it was last kept: without the server, and without opening a message. */
  async loadOverview(): Promise<Overview> {
    await this.queue.load();
    return this.#overview.load();
  }

  /**
   * Opens what this station holds and has not opened, brings the overview up to date, and tells the timeline's
   * listeners; then sends the reports that are due. Asks the server for no message: for who was pushed a delta, and for
   * a start without a connection.
   */
  async refreshTimeline(): Promise<void> {
    this.#isShown = true;
    await this.locked(() => this.showFetched());
    await this.#sendReports();
  }

  /** Opens everything anew: for who trusts keys, or has got secrets, that were missing before. */
  async reopen(): Promise<void> {
    await this.locked(() => this.#opened.forget());
    await this.refreshTimeline();
  }

  async post(text: string | Content, options: PostOptions = {}): Promise<{ readonly id: string }> {
    const content = contentOf(text, options);
    await this.#check(content);
    const { id = crypto.randomUUID() } = options;
    const isNamed = options.id !== undefined;
    await this.queue.add({ id, content, sent: this.station.transport.now() }, isNamed);
    await this.#timeline.outgoingChanged('target' in content ? [content.target] : []);
    this.#flushUnasked();
    return { id };
  }

  flush(): Promise<void> {
    this.#isAskedAgain = true;
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = undefined;
    });
    return this.#flushing;
  }

  async retry(id: string): Promise<void> {
    await this.queue.retry((queued) => isAt(queued, id));
    await this.#timeline.outgoingChanged([id]);
    this.#flushUnasked();
  }

  async discard(id: string): Promise<void> {
    await this.queue.discard((queued) => isAt(queued, id));
    await this.#timeline.outgoingChanged([id]);
  }

  async edit(messageId: string, body: string): Promise<void> {
    await this.#change({ kind: 'edit', target: messageId, body });
  }

  async react(
    messageId: string,
    emoji: string,
    { remove = false }: { readonly remove?: boolean } = {},
  ): Promise<void> {
    await this.#change({ kind: 'reaction', target: messageId, emoji, ...(remove && { remove }) });
  }

  async delete(messageId: string): Promise<void> {
    await this.#check({ kind: 'delete', target: messageId, station: '', seq: 0 });
    const { userid } = this.station.account;
    const held = await this.#timeline.seek(messageId);
    const messages = [...this.#timeline.editsOf(messageId, userid), ...(held ? [held] : [])].flatMap(
      ({ entry }): Deletion[] =>
        entry.state === 'opened' ? [{ target: entry.id, station: entry.station, seq: entry.seq }] : [],
    );
    await this.locked(async () => {
      await this.settle(undefined);
      await this.#deleting.note(await this.fetched(undefined), messages);
      await this.finishDeleting(undefined);
    });
    await this.sync();
  }

  async markViewed(upToId: string): Promise<void> {
    await this.locked(async () => {
      const ids = await this.#overview.view(upToId);
      await this.#reports.note('viewed', this.object.instance, ids);
    });
    await this.#timeline.outgoingChanged([]);
    await this.#sendReports();
  }

  /** The newest messages that hold all words of a query, parts of words too, whatever their case and accents. */
  async search(query: string, { limit = 50 }: { readonly limit?: number } = {}): Promise<SearchHit[]> {
    await this.#prepare();
    const hits = await this.#timeline.search(wordsOf(query), limit);
    return hits.map(({ view, body }) => {
      const { id, sender } = view;
      const { name: senderName } = speakerOf(view);
      return { conversationId: this.id, id, at: shownAt(view), senderId: sender.id, senderName, body };
    });
  }

  /** Whether deletions were interrupted. */
  protected isDeleting(): Promise<boolean> {
    return this.#deleting.isUnfinished();
  }

  /** Goes on with deletions that were interrupted. Under the lock. */
  protected async finishDeleting(signal: AbortSignal | undefined): Promise<void> {
    const say = (content: Delete) => this.write(content, { signal });
    await this.#deleting.finish(() => this.fetched(signal), say, signal);
  }

  /**
   * Opens what was fetched, if anybody looks at it, and tells who does. Under the lock.
   * @param instance the current one, where that is known
   */
  protected async showFetched(instance?: string): Promise<void> {
    if (!this.#isShown) return;
    // A start asks all conversations what is new: those with nothing new, which nobody has read, cost no more.
    const mayBeIdle = instance !== undefined && !this.#timeline.isRead;
    const [waiting, isCurrent] = await Promise.all([
      this.queue.load(),
      mayBeIdle && this.#overview.isCurrent(instance),
    ]);
    if (isCurrent && waiting.length === 0) return;
    const from = await this.#opened.last();
    const isAnew = await this.#opened.advance((batch) => this.#overview.take(batch));
    await this.#timeline.refresh(async () => {
      this.queue.arrived((id) => this.#timeline.isHere(id));
      const rows = () => this.#timeline.newestAtHand();
      const to = await this.#opened.last();
      const undelivered = await this.#overview.settle(isAnew, from, to, rows);
      await this.#reports.note('delivered', this.object.instance, undelivered);
    });
  }

  /** What follows a `sync` once the lock is free. */
  protected async afterwards(): Promise<void> {
    if (this.#isShown) await this.#sendReports();
  }

  /** Whether anybody looks at it. */
  protected get isShown(): boolean {
    return this.#isShown;
  }

  async #change(content: Content & { readonly target: string }): Promise<void> {
    await this.#check(content);
    const waits = this.queue.waiting.some(({ id }) => id === content.target);
    if (waits) {
      await this.post(content);
      return;
    }
    await this.send(content);
    // The server does not tell a station what it did itself.
    await this.sync();
  }

  async #check(content: Content): Promise<void> {
    if (!('target' in content)) return;
    await this.#prepare();
    // What is still on its way is the user's own.
    const isOutgoing = this.queue.outgoing.some(({ id }) => id === content.target);
    if (isOutgoing && content.kind !== 'delete') return;
    if (!(await this.#timeline.seek(content.target))) await this.sync();
    await checkChange(content, this.#timeline, this.station.account.userid);
  }

  /** Sees to it that everything held is opened. */
  async #prepare(): Promise<void> {
    if (this.#isShown) return;
    this.#isShown = true;
    await this.locked(() => this.showFetched());
  }

  /** What comes of it shows in the queue: without a connection it waits, and what is refused says so. */
  #flushUnasked(): void {
    this.flush().catch(() => undefined);
  }

  async #flush(): Promise<void> {
    while (this.#isAskedAgain) {
      this.#isAskedAgain = false;
      let sent = false;
      while (await this.locked(() => this.#sendNext())) sent = true;
      // Whoever posts something while this goes on asks again, and is heard afterwards.
      if (sent) await this.sync();
    }
  }

  /** @returns whether there was one */
  async #sendNext(): Promise<boolean> {
    const isEmpty = this.queue.waiting.length === 0 && !(await this.queue.next());
    if (isEmpty) return false;
    await this.settle(undefined);
    const next = await this.queue.next();
    if (!next) return false;
    let { id } = next;
    const about = 'target' in next.content ? [next.content.target] : [];
    const renamed = async (other: string) => {
      await this.queue.rename(id, other);
      id = other;
    };
    try {
      const { created } = await this.write(next.content, { id, sent: next.sent, renamed });
      await this.queue.settle(id, created);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      await this.queue.fail(id, failure);
    }
    await this.#timeline.outgoingChanged(about);
    return true;
  }

  async #sendReports(): Promise<void> {
    try {
      await this.#reports.send();
    } catch (error) {
      // They are noted, and go out with the next ones.
      if (!(error instanceof ConnectionError) && failureOf(error)) throw error;
    }
  }
}

/** A text, or what was given as it is. */
export function contentOf(text: string | Content, { replyTo }: TextOptions): Content {
  if (typeof text !== 'string') return text;
  return { kind: 'text', body: text, ...(replyTo !== undefined && { replyto: replyTo }) };
}

function isAt({ id, content }: { readonly id: string; readonly content: Content }, rowId: string): boolean {
  return id === rowId || ('target' in content && content.target === rowId);
}
