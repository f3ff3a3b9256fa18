import type { Caller } from '../rpc/caller.ts';
import type { StationApi } from '../station/api.ts';
import type { ConversationView } from '../station/conversations.ts';
import type { ConversationModel } from './conversation-model.ts';

/** In milliseconds: who points at a conversation for so long may be about to open it. */
const INTENT = 40;

/** A conversation that somebody points at is made ready, so that it is there when it is opened. */
export class Ahead {
  readonly #caller: Caller<StationApi>;
  readonly #viewOf: (id: string) => ConversationView | undefined;
  #pointed: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was made ready, and how many messages were unread then: what else changes, it takes in by itself. */
  #ready: { readonly model: ConversationModel; readonly unread: number | undefined } | undefined;

  constructor(caller: Caller<StationApi>, viewOf: (id: string) => ConversationView | undefined) {
    this.#caller = caller;
    this.#viewOf = viewOf;
  }

  /** Somebody points at a conversation, or presses it already. */
  point(id: string, isPressed = false): void {
    if (this.#pointed !== id) this.#leave();
    this.#pointed = id;
    if (this.#ready) return;
    clearTimeout(this.#timer);
    if (isPressed) void this.#make(id);
    else this.#timer = setTimeout(() => void this.#make(id), INTENT);
  }

  /** Nobody points at a conversation any more; another one that is pointed at by now stays ready. */
  leave(id: string): void {
    if (this.#pointed === id) this.#leave();
  }

  close(): void {
    this.#leave();
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#pointed = undefined;
    this.#ready?.model.close();
    this.#ready = undefined;
  }

  /** A conversation that is opened now; undefined where it was not made ready, or has changed since. */
  take(id: string): ConversationModel | undefined {
    const ready = this.#ready;
    const isAsItWas = ready?.model.id === id && ready.unread === this.#viewOf(id)?.unread;
    if (isAsItWas) this.#ready = undefined;
    this.#leave();
    return isAsItWas ? ready.model : undefined;
  }

  async #make(id: string): Promise<void> {
    // Where that fails, whoever opens it is told.
    const code = await import('./conversation-model.ts').catch(() => undefined);
    if (!code || this.#pointed !== id || this.#ready) return;
    this.#ready = { model: new code.ConversationModel(this.#caller, id), unread: this.#viewOf(id)?.unread };
  }
}
