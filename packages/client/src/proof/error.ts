/** A file that cannot be checked at all; the message says why, and what to do. */
export class ProofError extends Error {
  override readonly name = 'ProofError';
  readonly code: 'not_a_proof' | 'sealed_for_another';

  constructor(code: ProofError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
