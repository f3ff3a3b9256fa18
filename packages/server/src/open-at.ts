/** Something that listens at a port. */
export interface Open {
  readonly port: number;
  /** Listens no more. */
  close(): unknown;
}

/** How often a free port is looked for that is free by IPv4 and IPv6. */
const ATTEMPTS = 20;

/**
 * Opens what listens at an address and port. "localhost" is the loopback of IPv4, and of IPv6 where the machine has it:
 * which of them a client takes for "localhost" is its own choice.
 * @param port 0 for any that is free
 * @throws what opening throws, its `code` that of the system
 */
export async function openAt<One extends Open>(
  host: string,
  port: number,
  open: (host: string, port: number) => One | Promise<One>,
): Promise<[One, ...One[]]> {
  if (host !== 'localhost') return [await open(host, port)];
  for (let left = ATTEMPTS; ; left--) {
    const first = await open('127.0.0.1', port);
    try {
      return [first, await open('::1', first.port)];
    } catch (error) {
      // A machine without IPv6 listens without it.
      if (codeOf(error) !== 'EADDRINUSE') return [first];
      await first.close();
      if (port !== 0 || left === 0) throw error;
    }
  }
}

/** The system's code of an error, such as `EADDRINUSE`. */
export function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? 'unknown reason';
}
