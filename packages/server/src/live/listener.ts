import type { StationOf } from '../store/sessions.ts';
import type { News } from './news.ts';
import type { Rows } from './rows.ts';

/** Somebody who wants to hear at once what changes for a station. */
export interface Listener {
  readonly of: StationOf;
  /** Where it stands in every conversation, for one that takes deltas. */
  readonly rows?: Rows;
  /** It cannot take anything now: it will be told later, of what is still news then. */
  readonly isSlow?: boolean;
  hear(news: News): void;
  /** The station's session is over, the server stops, or news may have been lost: then nothing is heard any more. */
  end(why: 'session' | 'stopping' | 'failure'): void;
}

/** A station's name in memory. */
export function stationName({ workspace, user, station }: StationOf): string {
  return `${workspace}/${user}/${station}`;
}

/** A user's name in memory. */
export function userName(workspace: string, user: string): string {
  return `${workspace}/${user}`;
}
