import type { Reader, Writer } from './engine/engine.ts';

/** Whose session it is: one station of one user of one workspace. */
export interface StationOf {
  readonly workspace: string;
  readonly user: string;
  readonly station: string;
}

/** A session as it rests: its key is sealed under the server key. */
export interface StoredSession {
  readonly station: string;
  readonly id: string;
  readonly sealedkey: string;
  /** 0 until the first signed call under it. */
  readonly confirmed: number;
  readonly stationname: string;
  /** Milliseconds; ascends strictly within a station, so that it tells which login came later. */
  readonly created: number;
  /** Milliseconds. */
  readonly lastused: number;
}

const COLUMNS = 'station, id, sealedkey, confirmed, stationname, created, lastused';
const STATION = 'workspace = $1 AND userid = $2 AND station = $3';

/** The sessions of a station used since a moment, the newest first. */
export function sessionsOfStation(
  reader: Reader,
  { workspace, user, station }: StationOf,
  since: number,
): Promise<StoredSession[]> {
  return reader.all<StoredSession>(
    `SELECT ${COLUMNS} FROM sessions WHERE ${STATION} AND lastused > $4 ORDER BY created DESC`,
    workspace,
    user,
    station,
    since,
  );
}

/** The ids of the users who have a session on a station. */
export async function usersOnStation(reader: Reader, workspace: string, station: string): Promise<string[]> {
  const rows = await reader.all<{ userid: string }>(
    'SELECT DISTINCT userid FROM sessions WHERE workspace = $1 AND station = $2',
    workspace,
    station,
  );
  return rows.map(({ userid }) => userid);
}

/** The sessions of all stations of a user used since a moment, the newest first. */
export function sessionsOfUser(
  reader: Reader,
  workspace: string,
  user: string,
  since: number,
): Promise<StoredSession[]> {
  return reader.all<StoredSession>(
    `SELECT ${COLUMNS} FROM sessions WHERE workspace = $1 AND userid = $2 AND lastused > $3
     ORDER BY created DESC`,
    workspace,
    user,
    since,
  );
}

/** Adds a session that no call has confirmed, and ends all but the newest `keep` of those. */
export async function insertSession(
  writer: Writer,
  of: StationOf,
  session: Omit<StoredSession, 'station' | 'confirmed'>,
  keep: number,
): Promise<void> {
  const { workspace, user, station } = of;
  const newest = await writer.get<{ created: number }>(
    `SELECT created FROM sessions WHERE ${STATION} ORDER BY created DESC LIMIT 1`,
    workspace,
    user,
    station,
  );
  await writer.run(
    `INSERT INTO sessions (workspace, userid, station, id, sealedkey, confirmed, stationname, created, lastused)
     VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8)`,
    workspace,
    user,
    station,
    session.id,
    session.sealedkey,
    session.stationname,
    Math.max(session.created, (newest?.created ?? 0) + 1),
    session.lastused,
  );
  await writer.run(
    `DELETE FROM sessions WHERE ${STATION} AND confirmed = 0 AND created <= (
       SELECT created FROM sessions WHERE ${STATION} AND confirmed = 0 ORDER BY created DESC LIMIT 1 OFFSET $4
     )`,
    workspace,
    user,
    station,
    keep,
  );
}

/** Confirms a session and ends those of the station that are older. @returns false when it is there no more */
export async function confirmSession(
  writer: Writer,
  { workspace, user, station }: StationOf,
  id: string,
  now: number,
): Promise<boolean> {
  const confirmed = await writer.run(
    `UPDATE sessions SET confirmed = 1, lastused = $5 WHERE ${STATION} AND id = $4`,
    workspace,
    user,
    station,
    id,
    now,
  );
  if (confirmed === 0) return false;
  await writer.run(
    `DELETE FROM sessions WHERE ${STATION} AND created < (
       SELECT created FROM sessions WHERE ${STATION} AND id = $4
     )`,
    workspace,
    user,
    station,
    id,
  );
  return true;
}

export async function touchSession(
  writer: Writer,
  { workspace, user, station }: StationOf,
  id: string,
  lastused: number,
): Promise<void> {
  await writer.run(
    `UPDATE sessions SET lastused = $5 WHERE ${STATION} AND id = $4`,
    workspace,
    user,
    station,
    id,
    lastused,
  );
}

/** Ends every session of a station. @returns how many there were */
export function deleteSessionsOfStation(
  writer: Writer,
  { workspace, user, station }: StationOf,
): Promise<number> {
  return writer.run(`DELETE FROM sessions WHERE ${STATION}`, workspace, user, station);
}

/**
 * Ends every session of a user but the one that this station's calls are made under.
 * @returns the ids of the stations that had one
 */
export async function deleteOtherSessions(
  writer: Writer,
  { workspace, user, station }: StationOf,
): Promise<string[]> {
  const others = 'workspace = $1 AND userid = $2 AND NOT (station = $3 AND confirmed = 1)';
  const parameters = [workspace, user, station];
  const rows = await writer.all<{ station: string }>(
    `SELECT DISTINCT station FROM sessions WHERE ${others}`,
    ...parameters,
  );
  await writer.run(`DELETE FROM sessions WHERE ${others}`, ...parameters);
  return rows.map((row) => row.station);
}

/** Forgets the sessions of everybody that nobody has used since a moment. */
export function deleteSessionsUnusedSince(writer: Writer, moment: number): Promise<number> {
  return writer.run('DELETE FROM sessions WHERE lastused <= $1', moment);
}
