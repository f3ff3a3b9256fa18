import type { Operation } from '../operation.ts';
import type { LoginServices } from './services.ts';

export const logout: Operation<'login/logout', LoginServices> = async ({ sessions }, caller) => {
  const { workspace, user, station } = caller;
  await sessions.end({ workspace: workspace.id, user, station });
  return {};
};
