/** The signed headers of a call. Source: docs/spec/wire.md part 1. */
export const headers = {
  signature: 'Ozeki-Signature',
  station: 'Ozeki-Station',
  user: 'Ozeki-User',
} as const;

/** How far a `timestamp` may be off the server's clock, in seconds. Source: docs/spec/wire.md part 2, Signature. */
export const CLOCK_WINDOW = 300;

/**
 * What stands before the exact body in the signed bytes.
 * @param station the empty string for a call that has no station header
 * Source: docs/spec/wire.md part 2, Signature.
 */
export function signaturePrefix(srv: string, api: string, station: string, user: string): string {
  return `${srv}\n${api}\n${station}\n${user}\n`;
}
