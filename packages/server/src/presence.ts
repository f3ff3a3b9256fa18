/** How a user wants to be seen. */
export type Said = 'available' | 'away' | 'busy' | 'offline';

/** How long a station counts as there after it was seen, in milliseconds. Source: docs/spec/wire.md part 2. */
export const PRESENCE_LIFETIME = 90_000;

interface Entry {
  readonly workspace: string;
  readonly user: string;
  said: Said;
  /** Milliseconds. */
  seen: number;
  /** How many connections show that the user is there. */
  held: number;
  /** The state that was told last. */
  told: Said;
}

/** Is told that a user's state is another. */
export type PresenceListener = (workspace: string, user: string) => void;

/**
 * Who is there, in memory: after a restart everybody is as good as unseen until the next signed call.
 * Source: docs/spec/wire.md part 2, Availability.
 */
export class Presence {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;
  readonly #tell: PresenceListener;

  constructor(now: () => number, tell: PresenceListener = () => {}) {
    this.#now = now;
    this.#tell = tell;
  }

  /** A station of the user was seen: it made a valid signed call, or registered. */
  seen(workspace: string, user: string): void {
    const entry = this.#entry(workspace, user);
    entry.seen = this.#now();
    this.#settle(entry);
  }

  /**
   * A station of the user is seen for as long as it holds a connection.
   * @returns what says that it does no longer, and when it was last heard of (milliseconds)
   */
  hold(workspace: string, user: string): (heard: number) => void {
    const entry = this.#entry(workspace, user);
    entry.held++;
    entry.seen = this.#now();
    this.#settle(entry);
    return (heard) => {
      entry.held--;
      entry.seen = Math.max(entry.seen, heard);
      this.#settle(entry);
    };
  }

  /** What the user says holds until the user says something else. */
  say(workspace: string, user: string, said: Said): void {
    const entry = this.#entry(workspace, user);
    entry.said = said;
    this.#settle(entry);
  }

  stateOf(workspace: string, user: string): Said {
    const entry = this.#entries.get(`${workspace}/${user}`);
    return entry ? this.#stateOf(entry) : 'offline';
  }

  /** Notices who has fallen silent. To be called every second or so. */
  tidy(): void {
    for (const entry of this.#entries.values()) this.#settle(entry);
  }

  #stateOf({ said, seen, held }: Entry): Said {
    return held > 0 || this.#now() - seen < PRESENCE_LIFETIME ? said : 'offline';
  }

  #settle(entry: Entry): void {
    const state = this.#stateOf(entry);
    if (state === entry.told) return;
    entry.told = state;
    this.#tell(entry.workspace, entry.user);
  }

  #entry(workspace: string, user: string): Entry {
    const name = `${workspace}/${user}`;
    let entry = this.#entries.get(name);
    if (!entry) {
      entry = { workspace, user, said: 'available', seen: 0, held: 0, told: 'offline' };
      this.#entries.set(name, entry);
    }
    return entry;
  }
}
