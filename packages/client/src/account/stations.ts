import type { Station } from './station.ts';

/** One of the user's stations that is logged in. */
export interface StationView {
  /** Station id. */
  readonly id: string;
  /** What it calls itself; empty when it gave no name. */
  readonly name: string;
  /** When it logged in, as `lastSeen`; empty where the server does not say. */
  readonly loggedIn: string;
  /** When the server last heard of it: `yyyy-MM-dd HH:mm:ss`, UTC. */
  readonly lastSeen: string;
  /** Whether it is this one. */
  readonly isOwn: boolean;
}

/** The user's stations that are logged in, the most recently seen first. */
export async function listStations({ transport, session }: Station): Promise<StationView[]> {
  const { stations } = await transport.call('login/stations', {}, { session });
  return stations.map(({ stationid, name, loggedin, lastseen, own }) => ({
    id: stationid,
    name,
    loggedIn: loggedin ?? '',
    lastSeen: lastseen,
    isOwn: own,
  }));
}

/** Logs another station out at once. @throws ServerError `not_found` when it is not logged in */
export async function removeStation({ transport, session }: Station, stationId: string): Promise<void> {
  await transport.call('login/removestation', { stationid: stationId }, { session });
}
