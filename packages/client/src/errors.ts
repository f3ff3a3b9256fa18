import type { ErrorAnswer, ErrorCode } from '@parley/protocol/wire';

/** The server answered with an error of the wire. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly code: ErrorCode;
  /** HTTP status. */
  readonly httpStatus: number;
  /** The whole answer: with what some errors add, such as the current `instance`. */
  readonly answer: ErrorAnswer;
  /** Milliseconds to wait before trying again, where the server said so. */
  readonly retryAfter: number | undefined;

  constructor(answer: ErrorAnswer, httpStatus: number, retryAfter?: number) {
    super(answer.errormessage);
    this.code = answer.errorcode;
    this.httpStatus = httpStatus;
    this.answer = answer;
    this.retryAfter = retryAfter;
  }
}

/** Whether the server no longer knows this station's session: it was logged out, removed, or expired. */
export function isSessionOver(error: unknown): error is ServerError {
  return (
    error instanceof ServerError && (error.code === 'session_expired' || error.code === 'signature_invalid')
  );
}

/** No whole answer came: the server is not there, the connection broke, or it took too long. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/** What answered does not speak the protocol. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
}

export type ClientErrorCode =
  | 'bad_server_address'
  | 'insecure_server'
  | 'not_logged_in'
  | 'not_a_participant'
  | 'unknown_person'
  | 'only_yourself'
  | 'unknown_conversation'
  | 'ambiguous_name'
  | 'unknown_message'
  | 'import_differs'
  | 'not_author'
  | 'not_changeable'
  | 'store_in_use'
  | 'store_broken'
  | 'too_long'
  | 'nameless'
  | 'cancelled';

/** The library will not, or cannot, do what it was asked; the message says what to do instead. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;

  constructor(code: ClientErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
