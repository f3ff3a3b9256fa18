import { openDisplayName, TrustError } from '@parley/protocol/trust';
import type { Conversation as ConversationObject } from '@parley/protocol/wire';
import { ClientError } from '../errors.ts';
import type { Parts } from './reading.ts';

type NameParts = Pick<Parts, 'station' | 'people' | 'epochs' | 'conversationId'>;

/** The newest name that opened: where the server gives one that does not, it stays. */
interface Seen {
  readonly epoch: number;
  /** As the server gave it; absent before any. */
  readonly sealed?: string;
}

/** What a conversation is called: a group's name that opens, or else its people. */
export class ConversationName {
  readonly #parts: NameParts;
  /** User ids. */
  #others: readonly string[] = [];
  /** What the group's name says; undefined where there is none, or none that ever opened. */
  #sealed: string | undefined;
  #refusal: TrustError | undefined;
  /** What the name was last made from. */
  #madeFrom = '';

  constructor(parts: NameParts) {
    this.#parts = parts;
  }

  /** A group's name, the last one that opened where the server now gives another, or the other person's. */
  get shown(): string {
    const { people, station } = this.#parts;
    // Somebody may have another name by now.
    return this.#sealed ?? (this.#others.map((id) => people.nameOf(id)).join(', ') || station.account.nick);
  }

  /** The name that is sealed in the conversation; undefined where there is none, or none that ever opened. */
  get sealed(): string | undefined {
    return this.#sealed;
  }

  /** Why the name that the server gives is not used; undefined when it is. */
  get refusal(): TrustError | undefined {
    return this.#refusal;
  }

  /** Learns what the server lists now. @param readers user ids of those who can read */
  async read({ displayname }: ConversationObject, readers: readonly string[]): Promise<void> {
    const { station, people, epochs, conversationId } = this.#parts;
    const { store, account } = station;
    this.#others = readers.filter((id) => id !== account.userid);
    await people.learn(this.#others);
    // Whoever asks for the list anew opens only the names that may have become others.
    const madeFrom = `${displayname} ${epochs.keys.size}`;
    if (madeFrom === this.#madeFrom) return;
    const seenName = `conversations/${conversationId}/name-epoch`;
    const seen = seenOf(await store.get(seenName));
    const open = (sealed: string) => openDisplayName(epochs.keys, sealed, seen.epoch);
    let refusal: TrustError | undefined;
    let opened: Awaited<ReturnType<typeof openDisplayName>>;
    try {
      opened = await open(displayname);
      if (!opened && seen.sealed !== undefined) throw new TrustError('bad_displayname', 'it is missing');
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      // The other conversations, and the messages of this one, are none the worse for it.
      refusal = error;
      opened = seen.sealed === undefined ? undefined : await open(seen.sealed).catch(() => undefined);
    }
    this.#madeFrom = madeFrom;
    this.#refusal = refusal;
    this.#sealed = opened?.name;
    if (opened && !refusal && displayname !== seen.sealed) {
      await store.set(seenName, { epoch: opened.epoch, sealed: displayname } satisfies Seen);
    }
  }
}

/** @throws ClientError `nameless` when nobody could see or write the name */
export function checkName(name: string): void {
  if (/[^\p{White_Space}\p{Cc}\p{Cf}]/u.test(name)) return;
  throw new ClientError('nameless', 'The name is empty: give one that can be seen.');
}

/** Earlier versions kept the epoch alone. */
function seenOf(kept: unknown): Seen {
  return typeof kept === 'object' && kept !== null ? (kept as Seen) : { epoch: Number(kept ?? 0) };
}
