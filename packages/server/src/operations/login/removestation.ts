import type { Operation } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import type { LoginServices } from './services.ts';

export const removestation: Operation<'login/removestation', LoginServices> = async (
  { sessions },
  { workspace, user },
  { stationid },
) => {
  if (!(await sessions.end({ workspace: workspace.id, user, station: stationid }))) {
    throw new Refusal('not_found', 'None of your stations with a live session has this id: see `stations`.');
  }
  return {};
};
