import { type Call, type ErrorAnswer, errors } from '@parley/protocol/wire';
import type { Refusal } from '../operations/refusal.ts';

/** Of every answer to a call: it is data, and nobody keeps it. */
const HEADERS = {
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;

export function jsonResponse(body: string | ReadableStream<Uint8Array>, status = 200): Response {
  return new Response(body, { status, headers: HEADERS });
}

/** The text of an OK answer, its members in the order of the call's schema. */
export function okText(call: Call, answer: object): string {
  const whole: Record<string, unknown> = { ...answer, status: 'OK', errormessage: '' };
  const ordered: Record<string, unknown> = {};
  for (const member in call.response.properties) ordered[member] = whole[member];
  return JSON.stringify(ordered);
}

export function refusalResponse(refusal: Refusal): Response {
  const { code, retryAfter } = refusal;
  const response = jsonResponse(errorText(refusal), errors[code].status);
  // Anything else of such a request would be taken for the next one.
  if (code === 'too_large') response.headers.set('Connection', 'close');
  if ('retryable' in errors[code]) response.headers.set('Retry-After', String(retryAfter));
  return response;
}

/** @param requestid what the log has too */
export function internalResponse(requestid: string): Response {
  const answer: ErrorAnswer = {
    status: 'ERROR',
    errorcode: 'internal',
    errormessage:
      'The server failed: try again later, and if that does not help, give its operator the requestid.',
    requestid,
  };
  return jsonResponse(JSON.stringify(answer), errors.internal.status);
}

/** An error of the wire, as JSON text. */
export function errorText({ code, message, additions }: Refusal): string {
  const answer: ErrorAnswer = { status: 'ERROR', errorcode: code, errormessage: message, ...additions };
  return JSON.stringify(answer);
}
