const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

let isTaken = false;

/** A signal that comes with the first request to stop; the second one ends the program at once. */
export function stopSignal(): AbortSignal {
  isTaken = true;
  const stopping = new AbortController();
  for (const name of SIGNALS) process.once(name, () => stopping.abort());
  return stopping.signal;
}

/**
 * Has work done when a request to stop ends the program at once, which it does all the same, as without this.
 * @returns what makes it undone again
 */
export function beforeStop(work: () => void): () => void {
  if (isTaken) return () => {};
  const ends = SIGNALS.map((name) => {
    const end = () => {
      work();
      process.kill(process.pid, name);
    };
    process.once(name, end);
    return () => process.off(name, end);
  });
  return () => {
    for (const end of ends) end();
  };
}
