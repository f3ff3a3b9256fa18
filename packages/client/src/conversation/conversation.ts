import type { Content, TrustError } from '@parley/protocol/trust';
import type { Conversation as ConversationObject } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import { ClientError, ConnectionError } from '../errors.ts';
import type { People } from '../people/people.ts';
import { inTurn } from '../store/turn.ts';
import type { TextOptions } from '../timeline/api.ts';
import { Clearing } from './clearing.ts';
import { Delivered } from './delivered.ts';
import { Download, type DownloadOptions } from './download.ts';
import { Epochs } from './epochs.ts';
import { History, type PushedDelta, type SyncOptions, type SyncResult } from './history.ts';
import { type ImportDraft, type ImportOptions, type ImportResult, importDrafts } from './importing.ts';
import { ConversationMembership } from './membership.ts';
import { ConversationName } from './name.ts';
import { Outbox, type Outcome } from './outbox.ts';
import { contentOf, type WriteOptions } from './timeline.ts';
import { MessageWriter, pendingOf } from './writer.ts';

/** How often a message is sealed anew because its conversation changed under it. */
const SEALINGS = 5;

/** A conversation that the user takes part in. */
export class Conversation extends ConversationMembership {
  readonly id: string;
  protected readonly station: Station;
  protected readonly keepObject: (object: ConversationObject) => Promise<void>;
  readonly #epochs: Epochs;
  readonly #history: History;
  readonly #outbox: Outbox;
  readonly #clearing: Clearing;
  #object: ConversationObject;
  readonly #name: ConversationName;

  /** @param keepObject keeps what the server has answered about this conversation alone */
  constructor(
    station: Station,
    people: People,
    object: ConversationObject,
    keepObject: (object: ConversationObject) => Promise<void>,
  ) {
    const { id } = object;
    const epochs = new Epochs(station, people, id);
    const history = new History(station, id, () => this.#object.instance);
    super({ station, people, epochs, history, conversationId: id });
    this.id = id;
    this.station = station;
    this.keepObject = keepObject;
    this.#object = object;
    this.#epochs = epochs;
    this.#history = history;
    this.#outbox = new Outbox(station, object.id);
    this.#clearing = new Clearing(station, object.id);
    this.#name = new ConversationName(this.parts);
  }

  get isGroup(): boolean {
    return this.#object.isgroup;
  }

  /** A group's name, or the other person's. */
  get name(): string {
    return this.#name.shown;
  }

  protected get sealedName(): string | undefined {
    return this.#name.sealed;
  }

  /** Why the name that the server gives is not used; undefined when it is. */
  get nameRefusal(): TrustError | undefined {
    return this.#name.refusal;
  }

  /** The conversation as the server lists it. */
  get object(): ConversationObject {
    return this.#object;
  }

  /** How many places of what this station holds were found damaged on this machine, and fetched anew. */
  get mended(): number {
    return this.#history.mended;
  }

  /** The secrets that this station accepted, and why it refused others. */
  get epochs(): Epochs {
    return this.#epochs;
  }

  /** User ids of those who can read what is written now: signed by who made the secret, not the server's word. */
  get readers(): readonly string[] {
    return this.#epochs.accepted.get(this.#epochs.seen)?.secretfor.map(({ userid }) => userid) ?? [];
  }

  /** Learns what the server listed: secrets, name, settings. */
  async take(object: ConversationObject): Promise<void> {
    this.#object = object;
    await this.#epochs.refresh(object);
    await this.#name.read(object, this.readers);
  }

  /** Fetches what is new, after sending what an earlier try left without an answer. */
  async sync(options: SyncOptions = {}): Promise<SyncResult> {
    const result = await this.locked(async () => {
      await this.settle(options.signal);
      const fetched = await this.#fetch(options);
      await this.showFetched(fetched.instance);
      return fetched;
    }, options.signal);
    await this.afterwards();
    return result;
  }

  /** Up to where this station holds it: instance and cursor; both empty where it holds nothing. */
  async place(): Promise<Pick<SyncResult, 'instance' | 'cursor'>> {
    const { instance = '', cursor = '' } = (await this.#history.head()) ?? {};
    return { instance, cursor };
  }

  /**
   * Takes over what the server pushed, where it begins exactly at what this station holds.
   * @param since the cursor at which it begins, if that is known
   * @returns undefined where it does not: then `sync` fetches what is new
   */
  async join(delta: PushedDelta, since: string | undefined): Promise<SyncResult | undefined> {
    const joined = await this.locked(async () => {
      const result = await this.#learn(await this.#history.join(delta, since));
      if (result) await this.showFetched();
      return result;
    });
    await this.afterwards();
    return joined;
  }

  /** Reports what others wrote as delivered, as far as this station holds it and has not reported it. */
  async reportDelivered(signal?: AbortSignal): Promise<void> {
    // Where messages are opened to be shown, it is known already which are others'.
    if (this.isShown) await this.afterwards();
    else await new Delivered(this.parts).report(signal);
  }

  /** What this station holds of the conversation, opened. Call `sync` first for what is new. */
  download(options: DownloadOptions = {}): Download {
    return new Download(this.parts, options);
  }

  /**
   * Sends a text, or a message of another kind.
   * @returns the message's ID and date, once it is on the server's disk
   * @throws ConnectionError when no answer came: the message is kept, and goes out with the next `send` or `sync`
   */
  async send(
    text: string | Content,
    options: TextOptions & { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<{ readonly id: string; readonly created: string }> {
    const content = contentOf(text, options);
    const { signal } = options;
    const sent = await this.locked(async () => {
      await this.settle(signal);
      return this.write(content, { signal });
    }, signal);
    await this.#showSent(signal);
    return sent;
  }

  /**
   * Empties the conversation for everyone in it, and says who did it.
   * @throws ServerError `forbidden` for who may not clear it, `instance_changed` when somebody else just did
   * @throws ConnectionError when no answer came: if it was cleared, the next `sync` or `send` says who did it
   */
  async clear(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    await this.locked(async () => {
      await this.settle(options.signal);
      const { instance } = await this.#fetch(options);
      await this.#clearing.ask(instance, options.signal);
      await this.settle(options.signal);
    }, options.signal);
    await this.#showSent(options.signal);
  }

  /**
   * Brings in history from elsewhere, oldest first; for who created the conversation. What is there already is
   * skipped, so that an interrupted import goes on where it stopped.
   * @throws ClientError `import_differs` where something else stands in the place of one of them
   */
  async import(drafts: readonly ImportDraft[], options: ImportOptions = {}): Promise<ImportResult> {
    const { signal } = options;
    const result = await this.locked(async () => {
      await this.settle(signal);
      return importDrafts(
        {
          fetch: () => this.#fetch({ signal }),
          pages: () => this.#history.pages(),
          views: () => this.download({ signal }),
          writer: (instance, newest) => this.#writer(instance, newest),
          send: (instance, pending) => this.#outbox.send(instance, pending, signal),
          adapt: (refused, sealings) => this.#adapt(refused, sealings),
        },
        drafts,
        options.onProgress,
      );
    }, signal);
    await this.#showSent(signal);
    return result;
  }

  protected locked<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    return inTurn(this.station.store, `conversations/${this.id}/lock`, work, signal);
  }

  /** Goes on with what an earlier call could not finish: a message without an answer, a clear that was not told. */
  protected async settle(signal: AbortSignal | undefined): Promise<void> {
    // Hardly ever is there anything, and what is asked for together is read together.
    const [hasWritten, isClearing, isDeleting] = await Promise.all([
      this.#outbox.hasWritten(),
      this.#clearing.isUnfinished(),
      this.isDeleting(),
    ]);
    if (hasWritten) await this.#settleOutgoing(signal);
    if (isClearing) await this.#settleClear(signal);
    if (isDeleting) await this.finishDeleting(signal);
  }

  /** What is known of messages that were on their way is told to the queue that they may come from. */
  async #settleOutgoing(signal: AbortSignal | undefined): Promise<void> {
    const finished = await this.#outbox.finish(signal);
    if (finished?.outcome.kind === 'refused') {
      // Sealed anew, a message has a new ID.
      for (const { ID } of finished.pending.messages) await this.queue.rename(ID, crypto.randomUUID());
    }
    const accepted = await this.#outbox.accepted();
    if (accepted) await this.queue.settle(accepted.id, accepted.created);
  }

  async #settleClear(signal: AbortSignal | undefined): Promise<void> {
    const { instance } = await this.#fetch({ signal });
    const old = await this.#clearing.untold(instance);
    // Nothing else goes out before it, so whatever this station wrote there began with it.
    const isTold = (await this.#outbox.last(instance)) !== undefined;
    if (old !== undefined && !isTold) await this.write({ kind: 'cleared', instance: old }, { signal });
    await this.#clearing.forget();
  }

  protected async write(
    content: Content,
    { signal, id = crypto.randomUUID(), sent, renamed }: WriteOptions,
  ): Promise<{ readonly id: string; readonly created: string }> {
    let ID = id;
    for (let sealings = 1; ; sealings++) {
      const { instance, newest } = await this.#fetch({ signal });
      const writer = await this.#writer(instance, newest);
      const message = await writer.seal({ content, sent: sent ?? this.station.transport.now(), id: ID });
      const outcome = await this.#outbox.send(instance, pendingOf('add', [message], writer), signal);
      if (outcome.kind === 'accepted') {
        if (content.kind === 'cleared') await this.#history.ownClear();
        return { id: message.ID, created: outcome.stored?.Created ?? message.Created };
      }
      await this.#adapt(outcome, sealings, content.kind);
      ID = crypto.randomUUID();
      await renamed?.(ID);
    }
  }

  /** Has the timeline show what was just sent; without a connection it comes with the next `sync`. */
  async #showSent(signal: AbortSignal | undefined): Promise<void> {
    if (!this.isShown) return;
    try {
      await this.sync({ signal });
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
    }
  }

  protected async fetched(signal: AbortSignal | undefined): Promise<string> {
    return (await this.#fetch({ signal })).instance;
  }

  async #fetch(options: SyncOptions): Promise<SyncResult> {
    return this.#learn(await this.#history.sync(this.#object, options));
  }

  /** Learns from what is new what the server would list now, and asks it for the secret that somebody wrote under. */
  async #learn<Result extends SyncResult | undefined>(result: Result): Promise<Result> {
    if (!result) return result;
    const { instance, latest, epoch } = result;
    if (instance !== this.#object.instance) this.#object = { ...this.#object, instance, lastmessageid: '' };
    if (latest !== undefined) this.#object = { ...this.#object, lastmessageid: latest };
    if (epoch !== undefined && !this.#epochs.isKnown(epoch)) await this.refresh(await this.listed());
    return result;
  }

  async #writer(instance: string, newest: SyncResult['newest']): Promise<MessageWriter> {
    return new MessageWriter(this.station, this.#epochs, instance, await this.#outbox.last(instance), newest);
  }

  /** Makes ready to seal anew after a refusal that says how. @throws the refusal when it says nothing of the kind */
  async #adapt(
    { error }: Extract<Outcome, { kind: 'refused' }>,
    sealings: number,
    kind?: Content['kind'],
  ): Promise<void> {
    if (sealings >= SEALINGS) throw error;
    switch (error.code) {
      case 'instance_changed':
      // Somebody wrote meanwhile, so that the dates of an import no longer ascend.
      case 'conflict':
        return;
      case 'epoch_changed':
        await this.refresh(await this.listed());
        if (error.answer.due) await this.renewEpoch(kind !== 'cleared');
        return;
      default:
        throw error;
    }
  }

  /** This conversation as the server lists it now. */
  protected async listed(): Promise<ConversationObject> {
    const { transport, session } = this.station;
    const { conversations } = await transport.call('conversation/list', {}, { session });
    const found = conversations.find(({ id }) => id === this.id);
    if (!found) throw new ClientError('not_a_participant', 'You are no longer in this conversation.');
    return found;
  }
}
