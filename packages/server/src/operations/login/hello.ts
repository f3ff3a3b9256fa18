import { toWireDate } from '@parley/protocol/encoding';
import { hasUsers } from '../../store/users.ts';
import { VERSION } from '../../version.ts';
import type { Operation } from '../operation.ts';
import { registrationNow } from './registration.ts';
import type { LoginServices } from './services.ts';

/** Source: docs/spec/trust.md section 1. A workspace never changes it once it has a user. */
const KDF = { algorithm: 'argon2id', memory: 65536, iterations: 3, parallelism: 1 } as const;

export const hello: Operation<'login/hello', LoginServices> = async (services, { workspace }) => {
  const inhabited = await services.store.read((reader) => hasUsers(reader, workspace.id));
  return {
    server: VERSION,
    workspaceid: workspace.id,
    workspacename: workspace.name,
    registration: registrationNow(services, workspace, inhabited),
    kdf: KDF,
    time: toWireDate(services.now()),
  };
};
