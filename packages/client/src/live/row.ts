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
  /** Up to where it was told what is new; undefined before the first look at what is held. */
  #told: Pick<SyncResult, 'instance' | 'cursor'> | undefined;

  constructor(clock: LiveClock) {
    this.task = new Task(clock);
  }

  /** Whether what is new has to be fetched. */
  get isStale(): boolean {
    return this.#isStale;
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
    this.#told ??= await conversation.place();
    while (this.#isStale || this.#waiting.length > 0) {
      const sync = await this.#step(conversation, signal);
      // Compared with what was told, not with what this step fetched: another program on this store may have been
      // faster, and a fetch that was interrupted has kept what it had.
      const { instance, cursor } = this.#told;
      const cleared = sync.cleared || (instance !== '' && instance !== sync.instance);
      this.#told = sync;
      if (cleared || cursor !== sync.cursor) tell({ ...sync, cleared });
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
