/** In milliseconds: so often is looked whether somebody still reads. */
const EVERY = 1000;
/** What `poll` tells of a pipe that nobody reads any more, and of a socket, in the upper half of its answer. */
const GONE = 0x8 | 0x10;

/**
 * Calls back once nobody reads standard output any more: who has nothing to write learns of it no other way. Only where
 * the system can be asked.
 * @returns what ends the looking
 */
export async function onReaderGone(gone: () => void): Promise<() => void> {
  const poll = await systemPoll();
  if (!poll) return () => {};
  const looking = setInterval(() => {
    if (poll(1) & GONE) gone();
  }, EVERY);
  return () => clearInterval(looking);
}

/** What there is to tell of a file descriptor; undefined where the system's library is not found. */
async function systemPoll(): Promise<((fd: number) => number) | undefined> {
  const names: Partial<Record<NodeJS.Platform, readonly string[]>> = {
    linux: ['libc.so.6', 'libc.so'],
    darwin: ['libSystem.B.dylib'],
  };
  const { dlopen, ptr } = await import('bun:ffi');
  for (const name of names[process.platform] ?? []) {
    try {
      const { symbols } = dlopen(name, { poll: { args: ['ptr', 'u64', 'i32'], returns: 'i32' } });
      return (fd) => {
        const asked = new Int32Array([fd, 0]);
        return symbols.poll(ptr(asked), 1, 0) > 0 ? (asked[1] as number) >>> 16 : 0;
      };
    } catch {
      // Another C library has another name.
    }
  }
  return undefined;
}
