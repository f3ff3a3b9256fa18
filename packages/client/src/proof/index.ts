/** Exports that prove themselves: docs/proof.md. */
export { buildProof, type ProofContents, type ProofOptions } from './build.ts';
export type { ProofReader } from './check.ts';
export { ProofError } from './error.ts';
export type { Header as ProofHeader } from './format.ts';
export type { ReadLines } from './survey.ts';
export { Proof, type ProofReadOptions, type ProvenPerson } from './verify.ts';
