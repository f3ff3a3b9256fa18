import type { Conversation } from '../conversation/conversation.ts';
import type { LiveClock } from './clock.ts';

/** In a group everybody reports everything: how long that may take for each participant, and at most, in milliseconds. */
const SPREAD = 50;
const LONGEST = 5000;

/** Reports what has arrived as delivered: at once between two people, and in groups together and not all at once. */
export class Deliveries {
  readonly #clock: LiveClock;
  readonly #random: () => number;
  readonly #signal: AbortSignal;
  /** Conversations with something to report. */
  readonly #due = new Set<Conversation>();
  readonly #waiting = new Set<Conversation>();

  constructor(clock: LiveClock, random: () => number, signal: AbortSignal) {
    this.#clock = clock;
    this.#random = random;
    this.#signal = signal;
  }

  /** Something arrived. */
  arrived(conversation: Conversation): void {
    this.#due.add(conversation);
    if (this.#waiting.has(conversation)) return;
    this.#waiting.add(conversation);
    const people = conversation.isGroup ? conversation.object.participantids.length : 0;
    this.#clock.after(Math.min(people * SPREAD, LONGEST) * this.#random(), () => {
      this.#waiting.delete(conversation);
      this.#report(conversation);
    });
  }

  /** Reports what could not be reported before. */
  resume(): void {
    for (const conversation of this.#due) this.arrived(conversation);
  }

  async #report(conversation: Conversation): Promise<void> {
    if (this.#signal.aborted) return;
    this.#due.delete(conversation);
    try {
      await conversation.reportDelivered(this.#signal);
    } catch {
      // Whoever sent it learns of it later: with the next message, or when the connection is back.
      this.#due.add(conversation);
    }
  }
}
