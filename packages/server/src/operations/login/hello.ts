import { toWireDate } from '@parley/protocol/encoding';
import { VERSION } from '../../version.ts';
import type { Operation } from '../operation.ts';

/** Source: docs/spec/trust.md section 1. A workspace never changes it once it has a user. */
const KDF = { algorithm: 'argon2id', memory: 65536, iterations: 3, parallelism: 1 } as const;

export const hello: Operation<'login/hello'> = async ({ now }, { workspace }) => ({
  server: VERSION,
  workspaceid: workspace.id,
  workspacename: workspace.name,
  registration: workspace.registration,
  kdf: KDF,
  time: toWireDate(now()),
});
