import type { ErrorAnswer, ErrorCode } from '@parley/protocol/wire';

/** What an error answer has besides its code and its sentence. */
export type Additions = Partial<Pick<ErrorAnswer, 'instance' | 'epoch' | 'due' | 'servertime'>>;

/** Thrown by an operation that will not do what it is asked; the lifecycle answers it as an error of the wire. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;
  readonly additions: Additions;
  /** Seconds after which the same call may succeed; for errors that pass by themselves. */
  readonly retryAfter: number;

  /** @param message one English sentence that says what to do */
  constructor(code: ErrorCode, message: string, additions: Additions = {}, retryAfter = 1) {
    super(message);
    this.code = code;
    this.additions = additions;
    this.retryAfter = retryAfter;
  }
}
