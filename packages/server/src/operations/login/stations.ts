import { toWireDate } from '@parley/protocol/encoding';
import type { Operation } from '../operation.ts';
import type { LoginServices } from './services.ts';

export const stations: Operation<'login/stations', LoginServices> = async ({ sessions }, caller) => {
  const live = await sessions.stationsOf(caller.workspace.id, caller.user);
  return {
    stations: live.map(({ station, name, created, lastUsed }) => ({
      stationid: station,
      name,
      loggedin: toWireDate(created),
      lastseen: toWireDate(lastUsed),
      own: station === caller.station,
    })),
  };
};
