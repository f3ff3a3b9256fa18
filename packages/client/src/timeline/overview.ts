import { fromWireDate } from '@parley/protocol/encoding';
import type { Station } from '../account/station.ts';
import type { Queued } from '../conversation/queue.ts';
import { beginning } from '../fold/visible.ts';
import type { Newest, Overview, Preview, Unsent } from './api.ts';
import type { PlacedEntry } from './entries-back.ts';
import type { MessageItem, TimelineItem } from './item.ts';
import { type Batch, type KeptEntry, nameOf, type OpenedLog } from './opened-log.ts';

/** What is kept, sealed, so that a list of conversations needs no message to be opened. */
interface Kept extends Overview {
  /** The place of the last message that the user viewed; what stands behind it is unread. */
  readonly mark: number;
  /** The last batch that is counted in. */
  readonly counted?: string | undefined;
}

/** Gives the oldest message that counts as unread, of those that it is given, the newest first. */
export type FirstUnread = (back: AsyncIterable<PlacedEntry>) => Promise<string | undefined>;

const EMPTY: Kept = { unread: 0, preview: undefined, mark: -1 };
const PREVIEW_LIMIT = 200;

/** Keeps count of what is unread, and the newest message, as batches are opened. */
export class OverviewKeeper {
  readonly #station: Station;
  readonly #conversationId: string;
  readonly #opened: OpenedLog;
  #kept: Kept = EMPTY;
  #isLoaded = false;
  // What the batches brought since the last `settle`.
  #arrived = 0;
  #viewed = new Set<string>();
  #reported = new Set<string>();
  #undelivered: string[] = [];
  #newest: Newest | undefined;
  #isDisturbed = false;

  constructor(station: Station, conversationId: string, opened: OpenedLog) {
    this.#station = station;
    this.#conversationId = conversationId;
    this.#opened = opened;
  }

  get current(): Overview {
    return this.#kept;
  }

  async load(): Promise<Overview> {
    if (this.#isLoaded) return this.#kept;
    this.#kept = ((await this.#station.vault.get(this.#name)) as Kept | undefined) ?? EMPTY;
    this.#isLoaded = true;
    return this.#kept;
  }

  /** Whether it counts everything that this station has fetched. @param instance the conversation's current one */
  isCurrent(instance: string): Promise<boolean> {
    return this.#opened.isCurrent(instance, this.#kept.counted);
  }

  /** Takes note of a batch that was opened. */
  take(batch: Batch): void {
    const { entries, reports } = batch;
    this.#newest = newestOf(batch) ?? this.#newest;
    for (const entry of entries) {
      if (entry.state === 'removed') this.#isDisturbed = true;
      if (!this.#isFromOthers(entry)) continue;
      this.#arrived++;
      this.#undelivered.push(entry.id);
    }
    for (const { User, Type, MessageID } of reports) {
      if (User !== this.#station.account.userid) continue;
      this.#reported.add(MessageID);
      if (Type === 'viewed') this.#viewed.add(MessageID);
    }
  }

  /**
   * Brings the overview up to date with the batches taken.
   * @param isAnew whether everything was opened anew
   * @param from the last batch before those that were taken, and @param to the last one now
   * @param rows gives the newest rows, newest last
   * @returns IDs of messages of others that are not reported as delivered yet
   */
  async settle(
    isAnew: boolean,
    from: Batch | undefined,
    to: Batch | undefined,
    rows: () => readonly TimelineItem[],
  ): Promise<string[]> {
    await this.load();
    const undelivered = this.#undelivered.filter((id) => !this.#reported.has(id));
    const before = isAnew ? EMPTY : this.#kept;
    // A crash may have kept a batch from being counted.
    const isBehind = this.#kept.counted !== (from && nameOf(from));
    const counted =
      this.#viewed.size > 0 || this.#isDisturbed || isAnew || isBehind
        ? await this.#recount(before.mark, this.#viewed)
        : { mark: before.mark, unread: before.unread + this.#arrived };
    const newest = this.#newest ?? (to && newestOf(to)) ?? before.newest;
    this.#arrived = 0;
    this.#newest = undefined;
    this.#viewed = new Set();
    this.#reported = new Set();
    this.#undelivered = [];
    this.#isDisturbed = false;
    await this.#keep({ ...counted, counted: to && nameOf(to), preview: previewOf(rows()), newest });
    return undelivered;
  }

  /**
   * Moves the mark behind a message that the user views.
   * @returns IDs of the messages of others that are viewed by that, oldest first
   */
  async view(id: string): Promise<string[]> {
    await this.load();
    const viewed: string[] = [];
    let place = -1;
    let unread = 0;
    for await (const { entry, position } of this.#back(this.#kept.mark)) {
      if (entry.id === id) place = position;
      if (this.#isFromOthers(entry)) {
        if (place === -1) unread++;
        else viewed.push(entry.id);
      }
      // Those are all: what stands before them need not be read.
      if (unread + viewed.length === this.#kept.unread) break;
    }
    if (place === -1) return [];
    await this.#keep({ ...this.#kept, mark: place, unread });
    return viewed.reverse();
  }

  /** The oldest message that counts as unread. @param back the messages, the newest first */
  async firstUnread(back: AsyncIterable<PlacedEntry>): Promise<string | undefined> {
    await this.load();
    if (this.#kept.unread === 0) return undefined;
    let first: string | undefined;
    let count = 0;
    for await (const { entry, position } of back) {
      if (position <= this.#kept.mark) break;
      if (!this.#isFromOthers(entry)) continue;
      first = entry.id;
      // That is all: what stands before it need not be read.
      if (++count === this.#kept.unread) break;
    }
    return first;
  }

  /** Counts what stands behind the mark, or behind the newest of some viewed messages, where that is newer. */
  async #recount(mark: number, viewed: ReadonlySet<string>): Promise<{ mark: number; unread: number }> {
    let unread = 0;
    for await (const { entry, position } of this.#back(mark)) {
      if (viewed.has(entry.id)) return { mark: position, unread };
      if (this.#isFromOthers(entry)) unread++;
    }
    return { mark, unread };
  }

  /** What stands behind a place, the newest first. */
  async *#back(mark: number): AsyncGenerator<PlacedEntry> {
    for await (const { value } of this.#opened.batchesBack()) {
      for (const entry of value.entries.toReversed()) {
        const position = value.first + entry.index;
        if (position <= mark) return;
        yield { entry, position };
      }
    }
  }

  /** Texts and files of others; what somebody imported is old. */
  #isFromOthers(entry: KeptEntry): boolean {
    if (entry.state !== 'opened' || entry.from === this.#station.account.userid) return false;
    const { content } = entry;
    return content.kind === 'file' || (content.kind === 'text' && content.imported === undefined);
  }

  get #name(): string {
    return `conversations/${this.#conversationId}/overview`;
  }

  async #keep(kept: Kept): Promise<void> {
    const isSame = JSON.stringify(kept) === JSON.stringify(this.#kept);
    this.#kept = kept;
    if (isSame) return;
    await this.#station.vault.set(this.#name, kept);
  }
}

/** The newest text or file among some rows, newest last. */
export function previewOf(items: readonly TimelineItem[]): Preview | undefined {
  const item = items.findLast((one): one is MessageItem => one.row === 'message');
  if (!item) return undefined;
  const { id, at, sender, own, body, file, imported } = item;
  const text = previewText(body || (file?.name ?? ''));
  const isTheirName = imported === undefined && sender.verified;
  const senderName = imported?.name ?? sender.name;
  return { id, at, senderId: sender.id, senderName, isTheirName, own, text };
}

function newestOf({ entries }: Batch): Newest | undefined {
  // What was removed may have been written long before.
  const entry = entries.findLast(({ state }) => state !== 'removed');
  return entry && { id: entry.id, at: fromWireDate(entry.created) ?? 0 };
}

/** What to say of messages that are queued: the first that failed, else the newest that waits; not of changes to others. */
export function unsentOf(queued: readonly Queued[]): Unsent | undefined {
  const bodies = new Map<string, string>();
  for (const { content } of queued) if (content.kind === 'edit') bodies.set(content.target, content.body);
  const said = queued.flatMap(({ id, content, failure }): Unsent[] => {
    if (content.kind !== 'text' && content.kind !== 'file') return [];
    const body = bodies.get(id) ?? content.body;
    const text = previewText(body || (content.kind === 'file' ? content.name : ''));
    return [{ state: failure ? 'failed' : 'waiting', text }];
  });
  return said.find(({ state }) => state === 'failed') ?? said.at(-1);
}

function previewText(text: string): string {
  return beginning(text, PREVIEW_LIMIT);
}
