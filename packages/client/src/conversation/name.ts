import { openDisplayName, TrustError } from '@parley/protocol/trust';
import type { Conversation as ConversationObject } from '@parley/protocol/wire';
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
  #shown = '';
  #sealed: string | undefined;
  #refusal: TrustError | undefined;
  /** What the name was last made from. */
  #madeFrom = '';

  constructor(parts: NameParts) {
    this.#parts = parts;
  }

  /** A group's name, the last one that opened where the server now gives another, or the other person's. */
  get shown(): string {
    return this.#shown;
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
  async read(object: ConversationObject, readers: readonly string[]): Promise<void> {
    this.#shown = await this.#read(object, readers);
  }

  async #read({ displayname }: ConversationObject, readers: readonly string[]): Promise<string> {
    const { station, people: known, epochs, conversationId } = this.#parts;
    const { store, account } = station;
    const others = readers.filter((id) => id !== account.userid);
    await known.learn(others);
    const people = others.map((id) => known.nameOf(id)).join(', ') || account.nick;
    // Whoever asks for the list anew opens only the names that may have become others.
    const madeFrom = `${displayname} ${epochs.keys.size} ${people}`;
    if (madeFrom === this.#madeFrom) return this.#shown;
    const seenName = `conversations/${conversationId}/name-epoch`;
    const seen = seenOf(await store.get(seenName));
    const open = (sealed: string) => openDisplayName(epochs.keys, sealed, seen.epoch);
    this.#refusal = undefined;
    this.#sealed = undefined;
    let opened: Awaited<ReturnType<typeof openDisplayName>>;
    try {
      opened = await open(displayname);
      if (!opened && seen.sealed !== undefined) throw new TrustError('bad_displayname', 'it is missing');
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      // The other conversations, and the messages of this one, are none the worse for it.
      this.#refusal = error;
      opened = seen.sealed === undefined ? undefined : await open(seen.sealed).catch(() => undefined);
    }
    this.#madeFrom = madeFrom;
    if (!opened) return people;
    this.#sealed = opened.name;
    if (!this.#refusal && displayname !== seen.sealed) {
      await store.set(seenName, { epoch: opened.epoch, sealed: displayname } satisfies Seen);
    }
    return opened.name;
  }
}

/** Earlier versions kept the epoch alone. */
function seenOf(kept: unknown): Seen {
  return typeof kept === 'object' && kept !== null ? (kept as Seen) : { epoch: Number(kept ?? 0) };
}
