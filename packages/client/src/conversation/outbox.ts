import type { LastWritten } from '@parley/protocol/trust';
import type { NewMessage, StoredMessage } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import { ClientError, ServerError } from '../errors.ts';
import { pause } from '../http/retry.ts';

/** Messages that were sealed and may or may not have reached the server. */
export interface Pending {
  /** How they go out: one by `add`, or a batch by `import`. */
  readonly call: 'add' | 'import';
  readonly messages: readonly NewMessage[];
  /** The place of the last of them in this station's chain. */
  readonly link: LastWritten;
}

/** What a station must not forget of its own writing in a conversation. */
interface Written {
  readonly instance: string;
  /** The last message that the server accepted. */
  readonly last?: LastWritten | undefined;
  /** Its ID and date. */
  readonly accepted?: { readonly id: string; readonly created: string } | undefined;
  readonly pending?: Pending | undefined;
}

/** What became of pending messages. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly stored?: StoredMessage }
  /** The server did not take them, and never had: their `seq` is used again. */
  | { readonly kind: 'refused'; readonly error: ServerError };

/**
 * What only says something of this request, not of an earlier one whose answer was lost: the session, the clock,
 * the load, the right to write now.
 */
const SAYS_NOTHING_OF_EARLIER: readonly string[] = [
  'signature_invalid',
  'session_expired',
  'clock_skew',
  'rate_limited',
  'overloaded',
  'internal',
  'forbidden',
  'not_found',
];
const TRIES = 5;

/**
 * The order of writing (docs/spec/trust.md section 4): one `add` at a time per conversation; `seq` and the sealed
 * bytes are stored before they are sent; a retry sends those bytes under the same ID, so that whatever is lost on the
 * way, the message ends up there once. Callers hold the conversation's lock.
 */
export class Outbox {
  readonly #station: Station;
  readonly #conversationId: string;

  constructor(station: Station, conversationId: string) {
    this.#station = station;
    this.#conversationId = conversationId;
  }

  /** This station's last accepted message in an instance. */
  async last(instance: string): Promise<LastWritten | undefined> {
    const written = await this.#load();
    return written?.instance === instance ? written.last : undefined;
  }

  /** Whether this station has ever written here. */
  async hasWritten(): Promise<boolean> {
    return (await this.#load()) !== undefined;
  }

  /** The last message that the server accepted, in whichever instance. */
  async accepted(): Promise<Written['accepted']> {
    return (await this.#load())?.accepted;
  }

  /**
   * Sends what an earlier try left without an answer.
   * @returns undefined when there is nothing
   * @throws whatever keeps it from being decided; it stays pending
   */
  async finish(signal?: AbortSignal): Promise<{ pending: Pending; outcome: Outcome } | undefined> {
    const written = await this.#load();
    if (!written?.pending) return undefined;
    return { pending: written.pending, outcome: await this.#send(written, written.pending, true, signal) };
  }

  /** Stores sealed messages, then sends them. Nothing may be pending. */
  async send(instance: string, pending: Pending, signal?: AbortSignal): Promise<Outcome> {
    const accepted = await this.accepted();
    const written: Written = { instance, last: await this.last(instance), accepted, pending };
    await this.#store(written);
    return this.#send(written, pending, false, signal);
  }

  /** @param uncertain whether an earlier request may have been obeyed without an answer */
  async #send(
    written: Written,
    pending: Pending,
    uncertain: boolean,
    signal?: AbortSignal,
  ): Promise<Outcome> {
    let mayBeThere = uncertain;
    for (let tries = 1; ; tries++) {
      try {
        const stored = await this.#call(written.instance, pending, signal);
        const { ID: id, Created } = pending.messages.at(-1) as NewMessage;
        const accepted = { id, created: stored?.Created ?? Created };
        await this.#store({ instance: written.instance, last: pending.link, accepted });
        return { kind: 'accepted', ...(stored && { stored }) };
      } catch (error) {
        const isAnswer = error instanceof ServerError;
        const isRetryable = !isAnswer ? !(error instanceof ClientError) : isPassing(error);
        if (isAnswer && !isPassing(error) && !(mayBeThere && SAYS_NOTHING_OF_EARLIER.includes(error.code))) {
          await this.#store({ ...written, pending: undefined });
          return { kind: 'refused', error };
        }
        // Nothing sent, or answered by "not now": then it is still certain that it is not there.
        mayBeThere ||= !isAnswer || error.code === 'internal';
        if (!isRetryable || tries >= TRIES) {
          if (!mayBeThere && isAnswer) await this.#store({ ...written, pending: undefined });
          throw error;
        }
        const asked = isAnswer ? (error.retryAfter ?? 0) : 0;
        await pause(Math.max(asked, 200 * 2 ** (tries - 1) * (0.5 + Math.random() / 2)), signal);
      }
    }
  }

  async #call(
    instance: string,
    { call, messages }: Pending,
    signal?: AbortSignal,
  ): Promise<StoredMessage | undefined> {
    const { transport, session } = this.#station;
    const place = { conversationid: this.#conversationId, instance };
    const options = { session, signal, tries: 1 };
    if (call === 'add') {
      const message = JSON.stringify(messages[0]);
      return (await transport.call('conversation/add', { ...place, message }, options)).message;
    }
    await transport.call('conversation/import', { ...place, messages: [...messages] }, options);
    return undefined;
  }

  get #name(): string {
    return `conversations/${this.#conversationId}/written`;
  }

  async #load(): Promise<Written | undefined> {
    return (await this.#station.store.get(this.#name)) as Written | undefined;
  }

  async #store(written: Written): Promise<void> {
    await this.#station.store.set(this.#name, written);
  }
}

/** Whether the server asks to come again: it did not do what it was asked. */
function isPassing({ code }: ServerError): boolean {
  return code === 'rate_limited' || code === 'overloaded' || code === 'internal';
}
