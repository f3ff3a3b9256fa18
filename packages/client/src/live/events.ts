import type { Conversation } from '../conversation/conversation.ts';
import type { SyncResult } from '../conversation/history.ts';
import type { ServerError } from '../errors.ts';
import type { FriendView } from '../people/friends.ts';

/**
 * `connecting` for the first time; `online`: whatever changes is told at once; `offline`: it tries again by itself;
 * `ended`: closed, or the session is over.
 */
export type LiveState = 'connecting' | 'online' | 'offline' | 'ended';

/** What a live connection tells, by name. */
export interface LiveEvents {
  /** The connection is in another state. @property error why it is offline or ended, where there is a reason */
  state: { readonly state: LiveState; readonly error?: Error };
  /** A conversation has something new, and this station has it already: read it, nothing needs to be fetched. */
  conversation: { readonly conversation: Conversation; readonly sync: SyncResult };
  /** The list of conversations, or something in it, is another: people, names, the user's own settings. */
  list: { readonly conversations: readonly Conversation[] };
  /** The friends list is another. @property changed user ids of those who are seen otherwise now */
  availability: { readonly friends: readonly FriendView[]; readonly changed: readonly string[] };
  /** What the user's other stations have pinned and verified is known: marks, and whose keys are refused, may be others. */
  people: Readonly<Record<never, never>>;
  /** The user is called otherwise, as another station of the user's has said: `Parley.account` has it. */
  account: Readonly<Record<never, never>>;
  /** Who is typing in a conversation now: user ids, and none when the last one stopped. */
  typing: { readonly conversationId: string; readonly userIds: readonly string[] };
  /** The session is over: logged out, removed, or expired. Log in again. */
  ended: { readonly error: ServerError };
  /** Something could not be fetched or was refused; it is tried again, and the rest goes on. */
  problem: { readonly error: Error; readonly conversationId?: string };
  /** All that was told as a problem has been done since. */
  mended: Readonly<Record<never, never>>;
}

type Listener<Event> = (event: Event) => void;

/** Tells events to those who listen. */
export class Emitter<Events> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();

  /** @returns what ends it */
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        (listener as Listener<Events[Name]>)(event);
      } catch (error) {
        // A fault of who listens must not stop the connection, and must not be hidden either.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
