import { TrustError } from '@parley/protocol/trust';
import { ClientError, ServerError } from '../errors.ts';

/** What says nothing of the message itself: it waits until it can be sent. */
const PASSING: ReadonlySet<string> = new Set([
  'rate_limited',
  'overloaded',
  'internal',
  'session_expired',
  'signature_invalid',
  'clock_skew',
  'replayed',
  // A new epoch is due: whoever makes it, the message goes out then.
  'epoch_changed',
  'cancelled',
]);

/** Why a message cannot be sent, however often it is tried; undefined when it may be later. */
export function failureOf(error: unknown): { readonly code: string; readonly text: string } | undefined {
  const isKnown = error instanceof ServerError || error instanceof ClientError || error instanceof TrustError;
  return isKnown && !PASSING.has(error.code) ? { code: error.code, text: error.message } : undefined;
}
