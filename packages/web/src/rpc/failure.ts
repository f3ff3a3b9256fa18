/** An error as it crosses from the worker to the page: its kind, its code, and a sentence that says what to do. */
export interface CallFailure {
  readonly kind: 'server' | 'client' | 'connection' | 'trust' | 'cancelled' | 'other';
  /** Code of the wire, of the client's errors, or of the trust model's; empty where there is none. */
  readonly code: string;
  readonly message: string;
  /** What the sentence names, where it can be said in other words. */
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** A call that failed, on the page's side. */
export class CallError extends Error implements CallFailure {
  override readonly name = 'CallError';
  readonly kind: CallFailure['kind'];
  readonly code: string;
  readonly values: CallFailure['values'];

  constructor({ kind, code, message, values }: CallFailure) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.values = values;
  }
}
