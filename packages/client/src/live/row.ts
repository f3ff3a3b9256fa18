import type { Conversation } from '../conversation/conversation.ts';
import type { PushedDelta, SyncResult } from '../conversation/history.ts';
import type { LiveClock } from './clock.ts';
import { Task } from './task.ts';

/** What is pushed about one conversation, and what there is to do about it. */
export class Row {
  readonly task: Task;
  /** Where the row of deltas on this channel has come to; undefined where the next one begins somewhere unknown. */
  #end: string | undefined;
  /** Deltas that were not joined yet, each with the cursor at which it begins. */
  #waiting: { readonly delta: PushedDelta; readonly since: string | undefined }[] = [];
  /** Whether something may be new that no delta brings. */
  #isStale = true;
  /** Up to where it was told what is new. */
  #toldUpTo: string | undefined;

  constructor(clock: LiveClock) {
    this.task = new Task(clock);
  }

  /** The next deltas come on another channel, or may have left something out: what is new has to be fetched. */
  break(): void {
    this.#end = undefined;
    this.#isStale = true;
    this.task.want();
  }

  push(delta: PushedDelta): void {
    this.#waiting.push({ delta, since: this.#end });
    this.#end = delta.cursor;
    this.task.want();
  }

  /**
   * Joins or fetches what is new until nothing is left.
   * @param tell is given what is new, as often as there is something
   */
  async follow(
    conversation: Conversation,
    signal: AbortSignal,
    tell: (sync: SyncResult) => void,
  ): Promise<void> {
    while (this.#isStale || this.#waiting.length > 0) {
      const sync = await this.#step(conversation, signal);
      // Another program on this store may have fetched it before: here it is new all the same.
      const isNew =
        this.#toldUpTo === undefined ? sync.messages + sync.reports > 0 : sync.cursor !== this.#toldUpTo;
      this.#toldUpTo = sync.cursor;
      if (isNew || sync.cleared) tell(sync);
    }
  }

  async #step(conversation: Conversation, signal: AbortSignal): Promise<SyncResult> {
    const next = this.#waiting[0];
    if (!this.#isStale && next) {
      const joined = await conversation.join(next.delta, next.since);
      if (joined) {
        this.#waiting.shift();
        return joined;
      }
    }
    // Whatever waits was pushed before this fetch begins, which therefore brings it as well.
    this.#waiting = [];
    this.#isStale = false;
    try {
      return await conversation.sync({ signal });
    } catch (error) {
      this.#isStale = true;
      throw error;
    }
  }
}
