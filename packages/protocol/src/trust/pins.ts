import { TrustError } from './errors.ts';
import type { Identity } from './identity.ts';

/** What a client remembers of a user from the first sight on. Source: docs/spec/trust.md section 2, Pins. */
export interface Pin {
  /** Base64 of 32 bytes. */
  readonly fingerprint: string;
  /** The name at first sight; absent where only the fingerprint was seen, in a `secretfor`. */
  readonly name?: string;
  /** Whether the user compared safety numbers with this person. */
  readonly verified?: boolean;
}

/** The pin to keep, and the name under which the user was known where it is another now. */
export interface PinResult {
  readonly pin: Pin;
  /** True when nothing was pinned before. */
  readonly isNew: boolean;
  readonly formerName?: string;
}

/**
 * Compares a user's keys and name with what is pinned, or pins them.
 * @throws TrustError fingerprint_changed: stop, and show it; only the user can decide to pin anew
 */
export function pinIdentity(pin: Pin | undefined, identity: Identity, name: string): PinResult {
  if (!pin) return { pin: { fingerprint: identity.fingerprint, name }, isNew: true };
  if (pin.fingerprint !== identity.fingerprint)
    throw new TrustError('fingerprint_changed', `user ${identity.userId}`);
  const kept = { ...pin, name };
  if (pin.name === undefined || pin.name === name) return { pin: kept, isNew: false };
  return { pin: kept, isNew: false, formerName: pin.name };
}
