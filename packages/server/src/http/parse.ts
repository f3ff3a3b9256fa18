import { fromWireDate, textOf, toWireDate } from '@parley/protocol/encoding';
import { type Call, CLOCK_WINDOW, faultOf } from '@parley/protocol/wire';
import { Refusal } from '../operations/refusal.ts';

/** A body that is a JSON object; nothing else is known of it. */
export type Parsed = { readonly [member: string]: unknown };

/** @throws Refusal `unsupported_media_type` */
export function checkMediaType(type: string | null): void {
  if (type?.split(';')[0]?.trim().toLowerCase() === 'application/json') return;
  throw new Refusal('unsupported_media_type', 'Send the body with "Content-Type: application/json".');
}

/**
 * @param whole what the bytes are called in the sentence of a refusal
 * @throws Refusal `invalid_request`
 */
export function parseBody(bytes: Uint8Array, whole = 'The body'): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(textOf(bytes));
  } catch {
    throw new Refusal('invalid_request', `${whole} must be a JSON object in UTF-8.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal('invalid_request', `${whole} must be a JSON object.`);
  }
  return value as Parsed;
}

/** @throws Refusal `invalid_request` naming the first field that is not as the schema wants it */
export function checkShape(schema: Call['request'], value: Parsed, whole = 'The body'): void {
  const fault = faultOf(schema, value, whole);
  if (fault) throw new Refusal('invalid_request', fault.message);
}

/**
 * @param timestamp a date of the wire
 * @param now milliseconds
 * @throws Refusal `clock_skew`
 */
export function checkClock(timestamp: string, now: number): void {
  const seconds = (fromWireDate(timestamp) ?? 0) / 1000;
  if (Math.abs(Math.floor(now / 1000) - seconds) <= CLOCK_WINDOW) return;
  throw new Refusal(
    'clock_skew',
    `\`timestamp\` must be at most ${CLOCK_WINDOW} s off the server's clock: set this machine's clock, or use \`servertime\`.`,
    { servertime: toWireDate(now) },
  );
}
