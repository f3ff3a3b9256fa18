/** How a user wants to be seen. */
export type Said = 'available' | 'away' | 'busy' | 'offline';

/** How long a station counts as there after it was seen, in milliseconds. Source: docs/spec/wire.md part 2. */
export const PRESENCE_LIFETIME = 90_000;

interface Entry {
  said: Said;
  /** Milliseconds. */
  seen: number;
}

/**
 * Who is there, in memory: after a restart everybody is as good as unseen until the next signed call.
 * Source: docs/spec/wire.md part 2, Availability.
 */
export class Presence {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A station of the user was seen: it made a valid signed call, or holds a connection. */
  seen(workspace: string, user: string): void {
    this.#entry(workspace, user).seen = this.#now();
  }

  /** What the user says holds until the user says something else. */
  say(workspace: string, user: string, said: Said): void {
    this.#entry(workspace, user).said = said;
  }

  stateOf(workspace: string, user: string): Said {
    const entry = this.#entries.get(`${workspace}/${user}`);
    return entry && this.#now() - entry.seen < PRESENCE_LIFETIME ? entry.said : 'offline';
  }

  #entry(workspace: string, user: string): Entry {
    const name = `${workspace}/${user}`;
    let entry = this.#entries.get(name);
    if (!entry) {
      entry = { said: 'available', seen: 0 };
      this.#entries.set(name, entry);
    }
    return entry;
  }
}
