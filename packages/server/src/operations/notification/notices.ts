import type { ResponseOf } from '@parley/protocol/wire';
import type { StationOf } from '../../store/sessions.ts';
import type { Caller, Services } from '../operation.ts';

/** The three sets of a notification. Source: docs/spec/wire.md part 2, Notification. */
export type Sets = Omit<ResponseOf<'notification/download'>, 'status' | 'errormessage'>;

/**
 * How waiting ended: something has changed, the session is over, the server stops, nothing came in time, or nobody
 * waits any more.
 */
export type Outcome = 'news' | 'session' | 'stopping' | 'late' | 'gone';

/** Listens for a poll that waits. */
export interface Watch {
  /** Waits for what comes after the watch began, or after the last outcome. @param wait milliseconds */
  next(wait: number, gone: AbortSignal): Promise<Outcome>;
  close(): void;
}

/** What changed for stations that poll. */
export interface Notices {
  /** What changed for a station since it was told last; from now on that has been told. */
  take(of: StationOf): Promise<Sets>;
  /** Listens from now on; has to be closed. */
  watch(stations: readonly StationOf[]): Watch;
}

/** What a poll uses besides. */
export interface NotificationServices extends Services {
  readonly notices: Notices;
}

/** Who polls. */
export interface NotificationCaller extends Caller {
  /** Says that nobody waits for the answer any more. */
  readonly gone: AbortSignal;
}
