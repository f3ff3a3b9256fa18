import type { LiveClock } from './clock.ts';

/** How often it is said that the user is typing, and how long it holds of others, in milliseconds. */
const SAID_EVERY = 3000;
const HOLDS = 7000;

/** Who is typing where; somebody of whom nothing more is heard has stopped. */
export class TypingPeople {
  readonly #clock: LiveClock;
  readonly #changed: (conversationId: string, userIds: readonly string[]) => void;
  /** What prevents the end of each, by conversation and user. */
  readonly #people = new Map<string, Map<string, () => void>>();

  constructor(clock: LiveClock, changed: (conversationId: string, userIds: readonly string[]) => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  heard(conversationId: string, userId: string): void {
    const people = this.#people.get(conversationId) ?? new Map<string, () => void>();
    this.#people.set(conversationId, people);
    const isNew = !people.has(userId);
    people.get(userId)?.();
    people.set(
      userId,
      this.#clock.after(HOLDS, () => {
        people.delete(userId);
        this.#tell(conversationId);
      }),
    );
    if (isNew) this.#tell(conversationId);
  }

  /** A message came: whoever goes on typing is heard of again. */
  stopped(conversationId: string): void {
    const people = this.#people.get(conversationId);
    if (!people || people.size === 0) return;
    for (const prevent of people.values()) prevent();
    people.clear();
    this.#tell(conversationId);
  }

  /** Nothing more is heard: all have stopped. */
  clear(): void {
    for (const conversationId of this.#people.keys()) this.stopped(conversationId);
  }

  #tell(conversationId: string): void {
    this.#changed(conversationId, [...(this.#people.get(conversationId)?.keys() ?? [])]);
  }
}

/** Lets through that the user is typing as often as others need to know it. */
export class TypingThrottle {
  readonly #clock: LiveClock;
  readonly #said = new Map<string, number>();

  constructor(clock: LiveClock) {
    this.#clock = clock;
  }

  /** Whether to say it now. */
  isDue(conversationId: string): boolean {
    const now = this.#clock.now();
    if (now - (this.#said.get(conversationId) ?? Number.NEGATIVE_INFINITY) < SAID_EVERY) return false;
    this.#said.set(conversationId, now);
    return true;
  }
}
