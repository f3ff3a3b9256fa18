import type { Conversation as ConversationObject } from '@parley/protocol/wire';
import type { Station } from '../account/station.ts';
import { ConnectionError, ServerError } from '../errors.ts';
import { retrying } from '../http/retry.ts';

/** A clear that is not over: the server may or may not have obeyed, and the others were not told who did it. */
interface Unfinished {
  /** The instance that is cleared. */
  readonly old: string;
  /** The instance that stands in its place; absent while no answer has come. */
  readonly current?: string;
}

const TRIES = 5;

/**
 * Clearing a conversation: first it is noted, then the server is asked, then `cleared` is sent as this station's first
 * message in the new instance, then the note goes. Whatever is interrupted, the next call goes on from there.
 * Callers hold the conversation's lock. Source: docs/spec/trust.md section 4.
 */
export class Clearing {
  readonly #station: Station;
  readonly #conversationId: string;

  constructor(station: Station, conversationId: string) {
    this.#station = station;
    this.#conversationId = conversationId;
  }

  /**
   * Has the server clear an instance.
   * @throws ServerError `forbidden`, `instance_changed` when somebody else cleared it first
   * @throws ConnectionError when no answer came: whether it was cleared shows with the next call
   */
  async ask(instance: string, signal: AbortSignal | undefined): Promise<void> {
    await this.#note({ old: instance });
    let mayBeDone = false;
    const attempt = async (): Promise<ConversationObject | undefined> => {
      try {
        return await this.#call(instance, signal);
      } catch (error) {
        if (!(error instanceof ServerError)) mayBeDone = true;
        // An instance is cleared once, so it was this station's own request whose answer was lost.
        else if (mayBeDone && error.code === 'instance_changed') return undefined;
        throw error;
      }
    };
    try {
      const conversation = await retrying(attempt, {
        tries: TRIES,
        signal,
        mayRetry: (error) => error instanceof ConnectionError || isPassing(error),
        onError: () => false,
      });
      if (conversation) await this.#note({ old: instance, current: conversation.instance });
    } catch (error) {
      if (!mayBeDone) await this.forget();
      throw error;
    }
  }

  /**
   * The instance that this station cleared and has not told the others about.
   * @param instance the current one
   */
  async untold(instance: string): Promise<string | undefined> {
    const unfinished = await this.#load();
    if (!unfinished || unfinished.old === instance) return undefined;
    const { old, current = instance } = unfinished;
    return current === instance ? old : undefined;
  }

  /** Whether there is anything to go on with. */
  async isUnfinished(): Promise<boolean> {
    return (await this.#load()) !== undefined;
  }

  async forget(): Promise<void> {
    await this.#station.store.remove(this.#name);
  }

  async #call(instance: string, signal: AbortSignal | undefined): Promise<ConversationObject> {
    const { transport, session } = this.#station;
    const fields = { conversationid: this.#conversationId, instance };
    const options = { session, signal, tries: 1 };
    return (await transport.call('conversation/clear', fields, options)).conversation;
  }

  get #name(): string {
    return `conversations/${this.#conversationId}/clearing`;
  }

  async #load(): Promise<Unfinished | undefined> {
    return (await this.#station.store.get(this.#name)) as Unfinished | undefined;
  }

  async #note(unfinished: Unfinished): Promise<void> {
    await this.#station.store.set(this.#name, unfinished);
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof ServerError && (error.code === 'rate_limited' || error.code === 'overloaded');
}
