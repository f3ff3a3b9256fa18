import type { Report } from '@parley/protocol/wire';
import { Reader, type Reading } from '../conversation/reader.ts';
import {
  findingOfClear,
  newReaderState,
  type PlacedFinding,
  type ReaderState,
} from '../conversation/reader-state.ts';
import { type Parts, placeOf, readerContext } from '../conversation/reading.ts';
import { entryOf, findingViewOf, type OpenedEntry, unopenedViewOf } from '../conversation/view-of.ts';
import { ClientError } from '../errors.ts';
import { SealedLog } from '../store/sealed-log.ts';
import type { FindingView, UnopenedView } from '../view.ts';
import type { FindingItem } from './item.ts';

/** A message as it was left by opening it, and its place in the page that it came with. */
export type KeptEntry = { readonly index: number } & Kept;

type Kept =
  | ({ readonly state: 'opened' } & OpenedEntry)
  | ({ readonly state: 'unopened' } & UnopenedView)
  | KeptRemoved;

/** That a message is gone. */
export interface KeptRemoved {
  readonly state: 'removed';
  readonly id: string;
  readonly created: string;
  /** Who wrote it, where this station had opened it before, and it was a text or a file. */
  readonly from?: string;
  /** Whether it stands in an earlier batch: a delta gives a removed message where it was removed. */
  readonly elsewhere?: true;
}

export type KeptReport = Pick<Report, 'Type' | 'Created' | 'User' | 'MessageID'>;

/** A page of the history, opened: one record of the opened log. */
export interface Batch {
  /** Of one run of opening; another one means that everything was opened anew. */
  readonly generation: string;
  /** The place of the page's first message in the server's order. */
  readonly first: number;
  /** Where the history's log goes on behind the page. */
  readonly next: number;
  readonly entries: readonly KeptEntry[];
  readonly reports: readonly KeptReport[];
  /** What could only be said once everything up to here was read; the record then has nothing else. */
  readonly concluded?: readonly FindingView[];
}

/** How far a conversation was opened. */
interface Progress {
  readonly version: typeof VERSION;
  readonly generation: string;
  readonly instance: string;
  /** Where the history's log goes on. */
  readonly next: number;
  readonly reader: ReaderState;
  /** How many epochs the user had: with another one, more may be opened. */
  readonly epochs: number;
}

/** When removed messages were created, by ID. */
type Gone = ReadonlyMap<string, string>;

/** A log of another version is made anew. */
const VERSION = 1;

/**
 * What this station has opened of a conversation, sealed with the station's own key, so that no message is opened and
 * proven twice. It follows the history, from which it can be made anew at any time: a page is opened, its record
 * appended, and only then the progress noted; what a crash left between the two is read again and not appended again.
 * Callers of what changes it hold the conversation's lock.
 */
export class OpenedLog {
  readonly #parts: Parts;
  readonly #log: SealedLog<Batch>;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { store, vault } = parts.station;
    const name = `conversations/${parts.conversationId}/opened`;
    this.#log = new SealedLog(vault, name, store.log(name));
  }

  /** The newest batch; undefined before any, and where it is damaged: the next `advance` then opens everything anew. */
  async last(): Promise<Batch | undefined> {
    try {
      return await this.#log.last();
    } catch (error) {
      if (!isBrokenStore(error)) throw error;
      await this.#parts.station.store.remove(this.#progressName);
      return undefined;
    }
  }

  /** Batches from a position on, each with the position behind it. */
  batches(from: number): AsyncGenerator<{ value: Batch; next: number }> {
    return this.#doubting(this.#log.values(from));
  }

  /** Batches before a position, the newest first, each with the position that it stands at. */
  batchesBack(before?: number): AsyncGenerator<{ value: Batch; at: number }> {
    return this.#doubting(this.#log.valuesBack(before));
  }

  async *#doubting<Value>(values: AsyncGenerator<Value>): AsyncGenerator<Value> {
    try {
      yield* values;
    } catch (error) {
      await this.#doubt(error);
    }
  }

  /** Has the next `advance` open everything anew where a record is damaged. @throws what happened */
  async #doubt(error: unknown): Promise<never> {
    if (!isBrokenStore(error)) throw error;
    await this.#parts.station.store.remove(this.#progressName);
    const text =
      'What this machine had opened of the conversation is damaged here, on its disk. Open it again:';
    throw new ClientError('store_broken', `${text} it is then opened anew.`, { cause: error });
  }

  /**
   * The row of a conversation that was emptied while nobody says so: true until somebody does, and so never kept.
   * Undefined where there is anything, or was nothing before.
   */
  async emptied(): Promise<FindingItem | undefined> {
    const { history, station } = this.#parts;
    const former = await history.formerInstance();
    if (former === undefined || (await history.head())) return undefined;
    const [finding] = findingOfClear(former, newReaderState(''), '').map(findingViewOf);
    return finding && { row: 'finding', id: `finding ${finding.code}`, at: station.transport.now(), finding };
  }

  /** Forgets what was opened: the next `advance` opens everything anew, with the keys that are known then. */
  async forget(): Promise<void> {
    await this.#parts.station.store.remove(this.#progressName);
    await this.#log.clear();
  }

  /**
   * Whether everything that the history has is opened, and counted in an overview.
   * @param instance the conversation's current one
   * @param counted the last batch that the overview has counted, by `nameOf`
   */
  async isCurrent(instance: string, counted: string | undefined): Promise<boolean> {
    const known = await this.#progress();
    if (!known || !this.#goesOn(known, instance)) return false;
    const { generation, next } = known;
    const isCounted = counted?.startsWith(`${generation} ${next} `) ?? false;
    return isCounted && !(await this.#parts.history.isBehind(next));
  }

  /**
   * Opens what the history has and this has not.
   * @param take is given each batch that was added
   * @returns whether everything was opened anew: what was taken before is no longer there
   * @throws ConnectionError when keys of people must be fetched and cannot be; then it goes on with the next one
   */
  async advance(take: (batch: Batch) => void): Promise<boolean> {
    const { history, epochs } = this.#parts;
    const head = await history.head();
    // What explains the end of a download that was cut off may be in what is still to come.
    if (head?.more) return false;
    await epochs.load();
    const instance = head?.instance ?? '';
    const known = await this.#progress();
    let isBroken = false;
    let last = await this.#log.last().catch((error: unknown) => {
      if (!isBrokenStore(error)) throw error;
      isBroken = true;
      return undefined;
    });
    // A new login drops a log whose key is gone, and leaves how far it had come.
    const isThere = !isBroken && known !== undefined && (last !== undefined || known.next === 0);
    const goesOn = isThere && this.#goesOn(known, instance);
    const isAnew = !goesOn && (last !== undefined || isBroken);
    if (isAnew) {
      await this.forget();
      last = undefined;
    }
    await this.#read(goesOn ? known : this.#beginning(instance), last, take);
    return isAnew;
  }

  async #read(progress: Progress, last: Batch | undefined, take: (batch: Batch) => void): Promise<void> {
    const { history } = this.#parts;
    const { instance, generation, next: begin } = progress;
    const gone = await this.#gone(begin);
    const elsewhere = last ? await this.#erase(gone).catch((error) => this.#doubt(error)) : new Set<string>();
    const state = structuredClone(progress.reader);
    const reader = new Reader(readerContext(this.#parts, begin, new Set(gone.keys())), state);
    const append = async (batch: Omit<Batch, 'generation'>) => {
      const whole = { generation, ...batch };
      await this.#log.append(whole);
      take(whole);
    };
    let next = begin;
    let firstId = '';
    for await (const { page, next: behind } of history.pages(begin)) {
      if (page.instance !== instance) break;
      const first = placeOf(next);
      const readings = await reader.read(page.messages, first);
      firstId ||= readings[0]?.message.ID ?? '';
      next = behind;
      // A crash after this batch was appended left the progress behind.
      if (last && last.next >= behind) continue;
      const indexes = new Map(page.messages.map((message, index) => [message, index]));
      const entries = readings.map((reading) => {
        const index = indexes.get(reading.message) as number;
        return { index, ...keptOf(reading, elsewhere) };
      });
      await append({ first, next, entries, reports: page.reports.map(keptReport) });
    }
    if (next === begin) return;
    const concluded = [...reader.conclude(), ...(await this.#clears(state, instance, firstId))];
    if (concluded.length > 0 && !(last?.concluded && last.next === next)) {
      const findings = concluded.map(findingViewOf);
      await append({ first: placeOf(next), next, entries: [], reports: [], concluded: findings });
    }
    await this.#note({ ...progress, next, reader: state, epochs: this.#parts.epochs.keys.size });
  }

  async #clears(state: ReaderState, instance: string, firstId: string): Promise<PlacedFinding[]> {
    const former = await this.#parts.history.formerInstance();
    return former === undefined || former === instance ? [] : findingOfClear(former, state, firstId);
  }

  /** The messages from a position on that are gone, by ID. */
  async #gone(from: number): Promise<Gone> {
    const gone = new Map<string, string>();
    for await (const { messages } of this.#parts.history.asides(from)) {
      for (const { ID, Type, Created } of messages) if (Type === 'Removed') gone.set(ID, Created);
    }
    return gone;
  }

  /**
   * Takes the content of removed messages out of what was opened before: what its author erased is erased here too.
   * @returns those of them that stood there
   */
  async #erase(gone: Gone): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    if (gone.size === 0) return found;
    const change = (batch: Batch): Batch | undefined => {
      let changed = false;
      const entries = batch.entries.map((entry): KeptEntry => {
        if (!gone.has(entry.id) || (entry.state === 'removed' && entry.elsewhere)) return entry;
        found.add(entry.id);
        if (entry.state === 'removed') return entry;
        changed = true;
        return { index: entry.index, ...erased(entry) };
      });
      return changed ? { ...batch, entries } : undefined;
    };
    // A removed message keeps its date, and dates ascend.
    const oldest = [...gone.values()].sort()[0] as string;
    await this.#log.rewrite(
      change,
      ({ entries }) => found.size === gone.size || (entries[0] !== undefined && entries[0].created < oldest),
    );
    return found;
  }

  #goesOn({ version, instance, epochs, reader }: Progress, current: string | undefined): boolean {
    const opensMore = reader.lacking > 0 && epochs !== this.#parts.epochs.keys.size;
    return version === VERSION && instance === current && !opensMore;
  }

  #beginning(instance: string): Progress {
    return {
      version: VERSION,
      generation: crypto.randomUUID(),
      instance,
      next: 0,
      reader: newReaderState(instance),
      epochs: this.#parts.epochs.keys.size,
    };
  }

  get #progressName(): string {
    return `conversations/${this.#parts.conversationId}/opening`;
  }

  async #progress(): Promise<Progress | undefined> {
    return (await this.#parts.station.store.get(this.#progressName)) as Progress | undefined;
  }

  async #note(progress: Progress): Promise<void> {
    await this.#parts.station.store.set(this.#progressName, progress);
  }
}

/** @param elsewhere IDs of removed messages whose place is in an earlier batch */
function keptOf(reading: Reading, elsewhere: ReadonlySet<string>): Kept {
  switch (reading.state) {
    case 'opened':
      return { state: 'opened', ...entryOf(reading) };
    case 'unopened':
      return { state: 'unopened', ...unopenedViewOf(reading.message, reading.refusal) };
    case 'removed': {
      const { ID: id, Created: created } = reading.message;
      return { state: 'removed', id, created, ...(elsewhere.has(id) && { elsewhere: true }) };
    }
  }
}

function isBrokenStore(error: unknown): boolean {
  return error instanceof ClientError && error.code === 'store_broken';
}

/** Names a batch. */
export function nameOf({ generation, next, concluded }: Batch): string {
  return `${generation} ${next} ${concluded !== undefined}`;
}

/** What is left of a message that is gone: nothing that it said. */
export function erased(entry: KeptEntry): KeptRemoved {
  const { id, created } = entry;
  const isShown = entry.state === 'opened' && !entry.refusal && isSaid(entry.content.kind);
  return { state: 'removed', id, created, ...(isShown && { from: entry.from }) };
}

function isSaid(kind: string): boolean {
  return kind === 'text' || kind === 'file';
}

function keptReport({ Type, Created, User, MessageID }: Report): KeptReport {
  return { Type, Created, User, MessageID };
}
