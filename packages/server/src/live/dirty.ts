import type { Before } from '../operations/changes.ts';

/** A conversation that changed, and those who have to be told. */
export interface ChangedConversation {
  readonly workspace: string;
  /** As it was before the first change of which nobody was told yet. */
  before: Before;
  /** The names of the stations that changed it: when it is one alone, that one is not told. */
  readonly makers: Set<string>;
}

/** Somebody's news that need no look into the store. */
export interface Personal {
  readonly workspace: string;
  readonly user: string;
  /** The station that made the change, which is not told. */
  readonly maker: string;
  readonly kind: 'list' | 'friend' | 'typing';
  /** The friend, or who is typing. */
  readonly who: string;
  readonly conversationid: string;
}

/** What has changed and has not been told: changes of one thing coalesce. */
export class Dirty {
  readonly #conversations = new Map<number, ChangedConversation>();
  readonly #availabilities = new Map<string, { workspace: string; user: string }>();
  readonly #personal = new Map<string, Personal>();

  get isEmpty(): boolean {
    return this.#conversations.size + this.#availabilities.size + this.#personal.size === 0;
  }

  conversation(workspace: string, before: Before, maker: string): void {
    const known = this.#conversations.get(before.key);
    if (!known) {
      this.#conversations.set(before.key, { workspace, before, makers: new Set([maker]) });
      return;
    }
    known.makers.add(maker);
    if (before.generation > known.before.generation) known.before = before;
  }

  availability(workspace: string, user: string): void {
    this.#availabilities.set(`${workspace}/${user}`, { workspace, user });
  }

  personal(one: Personal): void {
    this.#personal.set(Object.values(one).join('/'), one);
  }

  /** Takes out what is to be told next: at most so many conversations and users, which cost a look into the store. */
  take(most: number): {
    conversations: ChangedConversation[];
    availabilities: { workspace: string; user: string }[];
    personal: Personal[];
  } {
    return {
      conversations: taken(this.#conversations, most),
      availabilities: taken(this.#availabilities, most),
      personal: taken(this.#personal, Number.POSITIVE_INFINITY),
    };
  }
}

function taken<Value>(map: Map<unknown, Value>, most: number): Value[] {
  const values: Value[] = [];
  for (const [key, value] of map) {
    if (values.length === most) break;
    values.push(value);
    map.delete(key);
  }
  return values;
}
