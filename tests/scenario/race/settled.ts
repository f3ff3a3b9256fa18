/** What runs outside the event loop's own turns, so that waiting for turns alone would miss its end. */
let underWay = 0;

/** Counts something until it is over. */
export async function counted<Result>(work: Promise<Result>): Promise<Result> {
  underWay++;
  try {
    return await work;
  } finally {
    underWay--;
  }
}

/** Has WebCrypto counted, whose work is done in threads. @returns what ends it */
export function countCrypto(): () => void {
  const subtle = crypto.subtle as unknown as Record<string, (...parts: unknown[]) => Promise<unknown>>;
  const names = ['sign', 'verify', 'digest', 'encrypt', 'decrypt', 'importKey', 'exportKey', 'deriveBits'];
  for (const name of names) {
    const real = (subtle[name] as (...parts: unknown[]) => Promise<unknown>).bind(subtle);
    Object.defineProperty(subtle, name, {
      configurable: true,
      value: (...parts: unknown[]) => counted(real(...parts)),
    });
  }
  return () => {
    for (const name of names) delete subtle[name];
  };
}

/** Turns of the event loop in which nothing was under way, after which nothing goes on by itself. */
const QUIET_TURNS = 4;

/** Resolves when everything that was set off has been done, but for what waits for the schedule. */
export async function settled(): Promise<void> {
  for (let quiet = 0; quiet < QUIET_TURNS; quiet = underWay > 0 ? 0 : quiet + 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
