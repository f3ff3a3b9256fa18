import type { Delete } from '@parley/protocol/trust';
import type { Station } from '../account/station.ts';
import { ServerError } from '../errors.ts';

/** A message to be deleted: an own one, or an edit of it. */
export type Deletion = Omit<Delete, 'kind'>;

/** A deletion that is not over. */
interface Unfinished {
  readonly instance: string;
  readonly messages: readonly Deletion[];
  /** How many of them this station said, signed, to have deleted. */
  readonly said: number;
}

/** How many messages one `remove` names. Source: docs/spec/wire.md part 3. */
const REMOVE_LIMIT = 1000;

/**
 * Deleting messages: first it is noted, then a signed `delete` is sent for each, then the server is asked to erase
 * them, then the note goes. Whatever is interrupted, the next call goes on from there. Callers hold the conversation's
 * lock. Source: docs/spec/trust.md section 4.
 */
export class Deleting {
  readonly #station: Station;
  readonly #conversationId: string;

  constructor(station: Station, conversationId: string) {
    this.#station = station;
    this.#conversationId = conversationId;
  }

  /** Notes what is to be deleted. @param messages the message itself last */
  async note(instance: string, messages: readonly Deletion[]): Promise<void> {
    await this.#keep([...(await this.#load()), { instance, messages, said: 0 }]);
  }

  /** Whether there is anything to go on with. */
  async isUnfinished(): Promise<boolean> {
    return (await this.#load()).length > 0;
  }

  /**
   * Goes on with what is not over.
   * @param instance gives the current one: what was cleared needs no deletion
   * @param say sends a signed message
   * @throws whatever keeps it from being done; it stays noted, unless the server refuses it for good
   */
  async finish(
    instance: () => Promise<string>,
    say: (content: Delete) => Promise<unknown>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    for (;;) {
      const [first, ...others] = await this.#load();
      if (!first) return;
      try {
        if (first.instance === (await instance())) await this.#finish(first, others, say, signal);
      } catch (error) {
        if (isRefusal(error)) await this.#keep(others);
        throw error;
      }
      await this.#keep(others);
    }
  }

  async #finish(
    unfinished: Unfinished,
    others: readonly Unfinished[],
    say: (content: Delete) => Promise<unknown>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { instance, messages } = unfinished;
    for (const [index, message] of messages.entries()) {
      if (index < unfinished.said) continue;
      await say({ kind: 'delete', ...message });
      await this.#keep([{ ...unfinished, said: index + 1 }, ...others]);
    }
    const { transport, session } = this.#station;
    for (let at = 0; at < messages.length; at += REMOVE_LIMIT) {
      const messageids = messages.slice(at, at + REMOVE_LIMIT).map(({ target }) => target);
      const body = { conversationid: this.#conversationId, instance, messageids };
      await transport.call('conversation/remove', body, { session, signal });
    }
  }

  get #name(): string {
    return `conversations/${this.#conversationId}/deleting`;
  }

  async #load(): Promise<readonly Unfinished[]> {
    return ((await this.#station.store.get(this.#name)) as Unfinished[] | undefined) ?? [];
  }

  async #keep(all: readonly Unfinished[]): Promise<void> {
    if (all.length === 0) await this.#station.store.remove(this.#name);
    else await this.#station.store.set(this.#name, all);
  }
}

/** Whether the server will never do it. */
function isRefusal(error: unknown): boolean {
  return error instanceof ServerError && ['forbidden', 'not_found', 'instance_changed'].includes(error.code);
}
