import { fromBase64, toBase64 } from '@parley/protocol/encoding';
import {
  acceptEpoch,
  checkNewestEpoch,
  type Epoch,
  type EpochKeys,
  type EpochOffer,
  inOrderOfVouching,
  openEpoch,
  pairPeer,
  TrustError,
} from '@parley/protocol/trust';
import type { Conversation, Secret } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import type { People } from '../people/people.ts';

/** An accepted epoch as the vault keeps it. */
interface StoredEpoch {
  epoch: number;
  secret: string;
  secretby: string;
  secretfor: Epoch['secretfor'];
  secretsignature: string;
}

interface Stored {
  /** The highest epoch accepted so far: the newest never goes back. */
  seen: number;
  epochs: StoredEpoch[];
}

/** The secrets of one conversation that this station has accepted, and why it refused others. */
export class Epochs {
  readonly #station: Station;
  readonly #people: People;
  readonly #conversationId: string;
  readonly #accepted = new Map<number, Epoch>();
  readonly #keys = new Map<number, EpochKeys>();
  readonly #refused = new Map<number, TrustError>();
  #seen = -1;
  /** The highest epoch that the server named, whether it was accepted or not. */
  #offered = -1;
  /** The highest epoch that another station of the user has told of. */
  #told = -1;
  /** The epoch that the server named as the newest though a newer one was seen; undefined when it did not. */
  #rollback: number | undefined;
  #loaded = false;

  constructor(station: Station, people: People, conversationId: string) {
    this.#station = station;
    this.#people = people;
    this.#conversationId = conversationId;
  }

  /** Keys by epoch, for opening and sealing. */
  get keys(): ReadonlyMap<number, EpochKeys> {
    return this.#keys;
  }

  /** The accepted epochs by number. */
  get accepted(): ReadonlyMap<number, Epoch> {
    return this.#accepted;
  }

  /** Why an epoch that the server gave is not used, by number. */
  get refused(): ReadonlyMap<number, TrustError> {
    return this.#refused;
  }

  /** The highest epoch accepted so far; -1 before any. */
  get seen(): number {
    return this.#seen;
  }

  /** Whether it was accepted, or refused, or is older than the newest: then the server has nothing new to say of it. */
  isKnown(epoch: number): boolean {
    return epoch <= Math.max(this.#seen, this.#offered);
  }

  /** The newest epoch, to write under. @throws TrustError when it was refused, or is not here */
  newest(): { epoch: Epoch; keys: EpochKeys } {
    // Where the server names a newer one that was refused, nothing is written under the one before it.
    const number = Math.max(this.#seen, this.#offered, this.#told);
    const epoch = this.#accepted.get(number);
    const keys = this.#keys.get(number);
    if (epoch && keys) return { epoch, keys };
    throw this.#refused.get(number) ?? new TrustError('epoch_missing', `epoch ${number}`);
  }

  /** What the store already has. */
  async load(): Promise<void> {
    if (this.#loaded) return;
    const stored = (await this.#station.vault.get(this.#name)) as Stored | undefined;
    for (const entry of stored?.epochs ?? []) await this.#take(this.#restored(entry));
    this.#seen = stored?.seen ?? -1;
    this.#told = await this.#people.keyring.newestEpochOf(this.#conversationId);
    this.#loaded = true;
    this.#note();
  }

  /**
   * Learns what the conversation object and, where an epoch is missing here, `conversation/secrets` offer. An epoch
   * that is refused is remembered with the reason; the others go on working.
   */
  async refresh(conversation: Conversation): Promise<void> {
    await this.load();
    if (conversation.epoch < Math.max(this.#seen, this.#told)) return this.#checkRollback(conversation);
    if (this.#rollback !== undefined) this.#refused.delete(this.#rollback);
    this.#rollback = undefined;
    const missing = conversation.epoch - this.#seen > 1 || conversation.epoch >= this.#accepted.size;
    await this.accept(
      missing && conversation.epoch > 0 ? [...(await this.#fetch()), conversation] : [conversation],
    );
  }

  /**
   * Looks once more where an older epoch is named as the newest than one seen before: a list may have been on its way
   * while a new epoch was made. Where the server insists, `epoch_rollback` is why that epoch is refused.
   */
  async #checkRollback({ epoch }: Conversation): Promise<void> {
    const offers = await this.#fetch();
    const newest = Math.max(epoch, ...offers.map((offer) => offer.epoch));
    try {
      checkNewestEpoch(newest, Math.max(this.#seen, this.#told));
      await this.accept(offers);
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      this.#refused.set(epoch, error);
      this.#rollback = epoch;
    }
  }

  /** Decides about offered epochs. */
  async accept(offers: readonly EpochOffer[]): Promise<void> {
    await this.load();
    const fresh = offers.filter((offer) => !this.#isHeld(offer));
    if (fresh.length === 0) return;
    await this.#people.learn(
      fresh.flatMap((offer) => [offer.secretby, ...(offer.sharedby ? [offer.sharedby] : [])]),
    );
    for (const offer of inOrderOfVouching(fresh, this.#station.own.userId)) await this.#decide(offer);
    await this.#keep();
  }

  /** Takes an epoch that this station made itself. */
  async adopt(epoch: Epoch): Promise<void> {
    await this.load();
    await this.#take(epoch);
    this.#seen = Math.max(this.#seen, epoch.epoch);
    await this.#keep();
  }

  async #keep(): Promise<void> {
    const epochs = [...this.#accepted.values()].map(stored);
    await this.#station.vault.set(this.#name, { seen: this.#seen, epochs } satisfies Stored);
    this.#note();
  }

  /** For the user's other stations. */
  #note(): void {
    if (this.#seen >= 0) this.#people.keyring.note(this.#conversationId, this.#seen);
  }

  get #name(): string {
    return `conversations/${this.#conversationId}/epochs`;
  }

  #isHeld(offer: EpochOffer): boolean {
    return this.#accepted.get(offer.epoch)?.secretsignature === offer.secretsignature;
  }

  async #fetch(): Promise<Secret[]> {
    const { transport, session } = this.#station;
    const { secrets } = await transport.call(
      'conversation/secrets',
      { conversationid: this.#conversationId },
      { session },
    );
    return secrets;
  }

  async #decide(offer: EpochOffer): Promise<void> {
    const { own } = this.#station;
    const pins = await this.#people.fingerprints();
    const makers = [offer.secretby, offer.sharedby].filter((id) => id !== undefined);
    const identities = makers.flatMap((id) => {
      const identity = this.#people.get(id)?.identity;
      return identity ? [[id, identity] as const] : [];
    });
    try {
      const refusal = makers.map((id) => this.#people.refusalOf(id)).find((error) => error !== undefined);
      if (refusal) throw refusal;
      const { epoch, newPins } = await acceptEpoch(offer, {
        own,
        conversationId: this.#conversationId,
        peer: pairPeer(this.#conversationId, own.userId, pins.keys()),
        pins,
        identities: new Map(identities),
        accepted: this.#accepted,
      });
      await this.#people.pinRecipients(newPins);
      await this.#take(epoch);
      this.#refused.delete(epoch.epoch);
      this.#seen = Math.max(this.#seen, epoch.epoch);
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      this.#refused.set(offer.epoch, error);
    }
    this.#offered = Math.max(this.#offered, offer.epoch);
  }

  async #take(epoch: Epoch): Promise<void> {
    this.#accepted.set(epoch.epoch, epoch);
    this.#keys.set(epoch.epoch, await openEpoch(epoch));
  }

  #restored(entry: StoredEpoch): Epoch {
    return {
      ...entry,
      secret: fromBase64(entry.secret),
      workspaceId: this.#station.own.workspaceId,
      conversationId: this.#conversationId,
    };
  }
}

function stored({ epoch, secret, secretby, secretfor, secretsignature }: Epoch): StoredEpoch {
  return { epoch, secret: toBase64(secret), secretby, secretfor, secretsignature };
}
