/** Time as a live connection needs it: injected, so that a test decides when something happens. */
export interface LiveClock {
  /** Milliseconds, of any origin; goes on while the machine sleeps. */
  now(): number;
  /** Calls back after some milliseconds. @returns what prevents it */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: LiveClock = {
  now: Date.now,
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
