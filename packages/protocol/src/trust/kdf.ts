import { TrustError } from './errors.ts';

/** How a password becomes keys: `kdf` in the answer of `hello`. */
export interface Kdf {
  readonly algorithm: string;
  /** KiB. */
  readonly memory: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** What of `hello` a password's keys depend on. */
export interface KdfTerms {
  readonly workspaceid: string;
  readonly kdf: Kdf;
}

/** Argon2id with m = 64 MiB, t = 3, p = 1. Source: docs/spec/trust.md section 1. */
export const DEFAULT_KDF: Kdf = { algorithm: 'argon2id', memory: 65536, iterations: 3, parallelism: 1 };

/**
 * Refuses terms under which a password would be guessed cheaply or a client be stalled.
 * @throws TrustError bad_kdf. Source: docs/spec/trust.md section 1.
 */
export function checkKdf(kdf: Kdf): void {
  if (kdf.algorithm !== 'argon2id') throw new TrustError('bad_kdf', `the algorithm is not argon2id`);
  within('memory', kdf.memory, 65536, 1048576);
  within('iterations', kdf.iterations, 3, 16);
  within('parallelism', kdf.parallelism, 1, 1);
}

function within(name: string, value: number, lowest: number, highest: number): void {
  if (Number.isInteger(value) && value >= lowest && value <= highest) return;
  throw new TrustError('bad_kdf', `${name} is ${String(value)}, allowed is ${lowest} to ${highest}`);
}

/**
 * Checks the terms of `hello` before a password is used. @param last the terms of the last login, if any
 * @throws TrustError workspace_changed, bad_kdf, kdf_changed
 */
export function checkKdfTerms(terms: KdfTerms, last?: KdfTerms): void {
  if (last && terms.workspaceid !== last.workspaceid) throw new TrustError('workspace_changed');
  checkKdf(terms.kdf);
  if (!last) return;
  for (const name of ['algorithm', 'memory', 'iterations', 'parallelism'] as const) {
    if (terms.kdf[name] !== last.kdf[name]) throw new TrustError('kdf_changed', name);
  }
}
