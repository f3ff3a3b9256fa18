/** One entry of the closed list of error codes. */
export interface ErrorEntry {
  /** The HTTP status it travels with. */
  readonly status: number;
  /** What it means, in one sentence, for the API reference. */
  readonly about: string;
  /** Members that its answer has besides `status`, `errorcode` and `errormessage`. */
  readonly adds?: readonly string[];
  /** Whether the very same call may succeed later without a change by the caller. */
  readonly retryable?: true;
}

/**
 * Every error that the server answers, once. Source: docs/spec/wire.md part 2, Errors.
 * A code is never reused for another meaning; a test compares this list with the specification.
 */
export const errors = {
  invalid_request: { status: 400, about: 'The request is malformed; the message names the field.' },
  login_failed: { status: 401, about: 'Unknown user, wrong `apikey` or wrong `auth`; never said which.' },
  signature_invalid: {
    status: 401,
    about: 'The signature is missing or does not fit the body and the session.',
  },
  session_expired: {
    status: 401,
    about: 'There is no live session for this user and station: log in again.',
  },
  clock_skew: { status: 401, about: 'The `timestamp` is more than 300 s off.', adds: ['servertime'] },
  forbidden: { status: 403, about: 'The caller may see this, but not do that.' },
  not_found: { status: 404, about: 'It does not exist, or the caller may not see it.' },
  unknown_call: { status: 404, about: 'There is no such service, call or action.' },
  method_not_allowed: { status: 405, about: 'Calls are made with POST.' },
  conflict: { status: 409, about: 'Something else already stands under that name, id or counter.' },
  instance_changed: { status: 409, about: 'The conversation was cleared since.', adds: ['instance'] },
  epoch_changed: {
    status: 409,
    about: 'The conversation has a newer epoch, or one is due before anything more is written.',
    adds: ['epoch', 'due'],
  },
  replayed: { status: 409, about: 'A call that is executed once came again under the same signature.' },
  too_large: { status: 413, about: 'The body is larger than 1 MiB.' },
  unsupported_media_type: { status: 415, about: 'The body must be sent as `application/json`.' },
  rate_limited: {
    status: 429,
    about: 'Too many requests; `Retry-After` says when to try again.',
    retryable: true,
  },
  internal: { status: 500, about: "The server's fault; its log has the `requestid`.", adds: ['requestid'] },
  overloaded: { status: 503, about: 'The server has too much to do, or is stopping.', retryable: true },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errors;

/** The body of an answer that is not OK. */
export interface ErrorAnswer {
  status: 'ERROR';
  errorcode: ErrorCode;
  /** One English sentence that says what to do. */
  errormessage: string;
  /** With `clock_skew`: the server's clock, `yyyy-MM-dd HH:mm:ss` in UTC. */
  servertime?: string;
  /** With `instance_changed`: the current instance. */
  instance?: string;
  /** With `epoch_changed`: the current epoch. */
  epoch?: number;
  /** With `epoch_changed`: true while a new epoch must be made before anything is written. */
  due?: boolean;
  /** With `internal`: what to look for in the server's log. */
  requestid?: string;
}
