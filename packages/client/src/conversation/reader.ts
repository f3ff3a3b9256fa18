import { fromWireDate } from '@parley/protocol/encoding';
import {
  type Content,
  checkEpochOrder,
  checkPrev,
  checkRemoved,
  contentOf,
  EMPTY_CHAIN,
  type EpochKeys,
  extendChain,
  type Finding,
  type Header,
  type Identity,
  type OpenedMessage,
  openMessages,
  type Placed,
  proveMessages,
  type SealedAt,
  TrustError,
  type UnknownContent,
} from '@parley/protocol/trust';
import type { Message } from '@parley/protocol/wire';
import { hashOf } from './page.ts';
import { gapsIn, type PlacedFinding, placed, type ReaderState, type Writer } from './reader-state.ts';

/** What a reader needs to know of the world. */
export interface ReaderContext {
  /** Keys by epoch. */
  readonly epochs: ReadonlyMap<number, EpochKeys>;
  /** Pinned keys of authors, fetched where they are not known yet, by user id. */
  identities(userIds: ReadonlySet<string>): Promise<ReadonlyMap<string, Identity>>;
  /** Why the keys of an author are not used, where they are refused. */
  refusalOf(userId: string): TrustError | undefined;
  /** Messages that stand before those that the reader was given, by ID; for `prev`. */
  older(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Placed>>;
  /**
   * IDs of the removed messages among those that the reader is to be given, wherever they stand: a delta gives a
   * removed message where it was removed, which is after those that name it as the one before them.
   */
  readonly removed: ReadonlySet<string>;
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** A message as the reader leaves it. */
export type Reading =
  | {
      readonly state: 'opened';
      readonly message: Message;
      readonly opened: OpenedMessage;
      readonly content: Content | UnknownContent;
      /** Why it is not proven to be by the person it names; undefined when it is. */
      readonly refusal: TrustError | undefined;
      readonly findings: readonly Finding[];
    }
  | { readonly state: 'unopened'; readonly message: Message; readonly refusal: TrustError }
  | { readonly state: 'removed'; readonly message: Message };

/**
 * Reads a conversation in the server's order, page by page: opens every message, proves who wrote it, and notices
 * what is missing, moved or replaced. Source: docs/spec/trust.md section 4.
 */
export class Reader {
  readonly #context: ReaderContext;
  readonly #placed = new Map<string, Placed & { author?: string | undefined }>();
  readonly #removed = new Map<string, Message>();
  readonly state: ReaderState;
  /** The writer of the last message: mostly that of the next one as well. */
  #latest: { readonly author: string; readonly station: string; readonly writer: Writer } | undefined;

  constructor(context: ReaderContext, state: ReaderState) {
    this.#context = context;
    this.state = state;
  }

  /**
   * Reads the next messages.
   * @param first the place of the first of them, and the next ones stand behind it: higher than that of all before
   */
  async read(messages: readonly Message[], first: number): Promise<Reading[]> {
    const opened = await this.#open(messages);
    const whole = opened.filter(
      (one): one is OpenedMessage => one !== undefined && !(one instanceof TrustError),
    );
    const identities = await this.#context.identities(new Set(whole.map(({ payload }) => payload.from)));
    const refusals = new Map<OpenedMessage, TrustError>();
    const outcomes = await proveMessages(whole, identities);
    whole.forEach((one, index) => {
      const outcome = outcomes[index];
      if (!outcome) return;
      // Keys that are refused are not just missing: the reader must learn why.
      const refused = outcome.code === 'keys_missing' && this.#context.refusalOf(one.payload.from);
      refusals.set(one, refused || outcome);
    });
    opened.forEach((one, index) => {
      // A message that names one which stands behind it must find it there.
      if (one && !(one instanceof TrustError) && !this.#placed.has(one.id)) {
        this.#placed.set(one.id, { position: first + index, dataHash: one.dataHash, author: undefined });
      }
    });
    const older = await this.#olderPlaces(whole);

    const readings: Reading[] = [];
    let index = -1;
    for (const message of messages) {
      const one = opened[++index];
      const position = first + index;
      if (one === undefined) readings.push(...this.#takeRemoved(message));
      else if (one instanceof TrustError) readings.push(await this.#takeUnopened(message, one, position));
      else readings.push(this.#takeOpened(message, one, refusals.get(one), older, position));
    }
    return readings;
  }

  /** What can only be said at the end, once every delete that may explain an absence was read. */
  conclude(): PlacedFinding[] {
    const now = this.#context.now();
    const found: PlacedFinding[] = [];
    let { lacking } = this.state;
    for (const [id, { ValidUntil }] of this.#removed) {
      const until = fromWireDate(ValidUntil) ?? now;
      const deleted = this.state.deletes[id] !== undefined;
      const finding = checkRemoved(id, until, now, deleted);
      // Under an epoch that the user lacks may stand the delete that explains it, each of them one.
      const isToldUnseen = finding !== undefined && lacking-- > 0;
      if (finding && !isToldUnseen) found.push(placed(finding, id));
      else if (!deleted) this.state.purged++;
    }
    return [...gapsIn(this.state), ...found];
  }

  /** Each message opened; undefined when it was removed; the refusal when it does not open. */
  async #open(messages: readonly Message[]): Promise<(OpenedMessage | TrustError | undefined)[]> {
    const { instance } = this.state;
    const sealed: SealedAt[] = [];
    for (const { ID: id, Type: type, Data: data } of messages) {
      if (type !== 'Removed') sealed.push({ instance, id, type, data });
    }
    const opened = await openMessages(this.#context.epochs, sealed);
    let next = 0;
    return messages.map(({ Type }) => (Type === 'Removed' ? undefined : opened[next++]));
  }

  /** Places of messages that are named as `prev` and stand before all that this reader was given. */
  async #olderPlaces(messages: readonly OpenedMessage[]): Promise<ReadonlyMap<string, Placed>> {
    const missing = new Set<string>();
    for (const { payload } of messages) {
      const id = payload.prev?.id;
      if (id === undefined || this.#placed.has(id) || this.#isRemoved(id)) continue;
      missing.add(id);
    }
    return missing.size === 0 ? new Map() : this.#context.older(missing);
  }

  /** It has no place among the others, and counts once: where it stood and where it was removed are one message. */
  #takeRemoved(message: Message): Reading[] {
    if (this.#removed.has(message.ID)) return [];
    this.#removed.set(message.ID, message);
    return [{ state: 'removed', message }];
  }

  #isRemoved(id: string): boolean {
    return this.#context.removed.has(id);
  }

  async #takeUnopened(message: Message, refusal: TrustError, position: number): Promise<Reading> {
    const dataHash = await hashOf(message);
    if (refusal.code === 'epoch_missing') this.state.lacking++;
    this.#placed.set(message.ID, { position, dataHash });
    return { state: 'unopened', message, refusal };
  }

  #takeOpened(
    message: Message,
    opened: OpenedMessage,
    refusal: TrustError | undefined,
    older: ReadonlyMap<string, Placed>,
    position: number,
  ): Reading {
    let content: Content | UnknownContent;
    try {
      content = contentOf(opened.payload);
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      this.#placed.set(message.ID, { position, dataHash: opened.dataHash });
      return { state: 'unopened', message, refusal: error };
    }
    // What is not proven says nothing of the order: anybody may have written it.
    const findings = refusal ? [] : this.#place(opened, content, position, older);
    const { dataHash, payload } = opened;
    const author = refusal ? undefined : payload.from;
    const held = this.#placed.get(message.ID);
    if (held?.position === position) held.author = author;
    else this.#placed.set(message.ID, { position, dataHash, author });
    if (!refusal) this.#note(payload, content);
    return { state: 'opened', message, opened, content, refusal, findings };
  }

  /** Adds a proven message to its station's chain and checks its place. */
  #place(
    opened: OpenedMessage,
    content: Content | UnknownContent,
    position: number,
    older: ReadonlyMap<string, Placed>,
  ): Finding[] {
    const { state } = this;
    const { payload, epoch, hash } = opened;
    const writer = this.#writer(payload.from, payload.station);
    const { chain, findings: linked } = extendChain(writer.chain, {
      seq: payload.seq,
      chain: payload.chain,
      hash,
    });
    const findings = linked.filter(({ finding }) => finding !== 'gap');
    if (
      linked.some(({ finding }) => finding === 'gap') ||
      (payload.seq > 1 && writer.chain.runs.length === 0)
    ) {
      writer.behind[payload.seq - 1] = {
        id: opened.id,
        lacking: state.lacking - (writer.last?.lacking ?? 0),
      };
    }
    const isNewest =
      chain.runs.at(-1)?.last === payload.seq && !linked.some(({ finding }) => finding === 'duplicate_seq');
    const find = (id: string) => this.#placed.get(id) ?? older.get(id);
    const prev = payload.prev;
    // A removed message keeps no place in a delta, so nothing can be said of what stands behind it.
    if (!prev || !this.#isRemoved(prev.id)) {
      const ownPosition = writer.last?.seq === payload.seq - 1 ? writer.last.position : undefined;
      const imported = content.kind === 'text' && content.imported !== undefined;
      const finding = checkPrev({ position, seq: payload.seq, prev, imported, ownPosition }, find, true);
      if (finding) findings.push(finding);
    }
    const wentBack = checkEpochOrder(epoch, state.highestEpoch);
    if (wentBack) findings.push(wentBack);
    state.highestEpoch = Math.max(state.highestEpoch ?? 0, epoch);
    writer.chain = chain;
    if (isNewest) writer.last = { seq: payload.seq, position, lacking: state.lacking };
    return findings;
  }

  /** Keeps what a message says that explains something else. */
  #note({ from, seq }: Header, content: Content | UnknownContent): void {
    // Who clears says so first of all in the new instance; others may write there before that arrives.
    if (content.kind === 'cleared' && seq === 1) this.state.clear = 'explained';
    if (content.kind !== 'delete') return;
    const author = this.#placed.get(content.target)?.author;
    // Counts only from the target's own author; of one that is gone, the chain of its station decides.
    if (author !== undefined && author !== from) return;
    this.#writer(from, content.station).deleted.push(content.seq);
    this.state.deletes[content.target] = from;
  }

  #writer(author: string, station: string): Writer {
    const latest = this.#latest;
    if (latest?.author === author && latest.station === station) return latest.writer;
    const name = `${author} ${station}`;
    let writer = this.state.writers[name];
    if (!writer) {
      writer = { chain: EMPTY_CHAIN, last: undefined, deleted: [], behind: {}, told: 0 };
      this.state.writers[name] = writer;
    }
    this.#latest = { author, station, writer };
    return writer;
  }
}
