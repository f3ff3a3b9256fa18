import { ServerError } from '../errors.ts';
import { type AccountRecord, keepNames, type Station } from './station.ts';

/** What the user is called. */
export interface Names {
  /** At most 100 characters. */
  readonly fullname: string;
  /** What others see: at most 40 characters. */
  readonly nick: string;
}

/** In characters. Source: docs/api.md, login/register. */
const LONGEST_NICK = 40;

/** The nick of who gives only a name: as much of it as there is room for. */
export function nickOf(fullname: string): string {
  return [...fullname].slice(0, LONGEST_NICK).join('').trim();
}

/**
 * Changes what the user is called; what is absent stays as it is, but a nick that was the name goes with it.
 * @throws ServerError `invalid_request` for a name that is empty or too long, or has control characters
 * Source: docs/api.md, login/profile.
 */
export async function setNames(station: Station, names: Partial<Names>): Promise<AccountRecord> {
  // Another station may have given the user another nick.
  if (names.fullname !== undefined && names.nick === undefined) await refreshNames(station);
  const { account } = station;
  const goes = names.fullname !== undefined && account.nick === nickOf(account.fullname);
  const asked = goes ? { nick: nickOf(names.fullname), ...names } : names;
  return named(station, asked);
}

/**
 * Learns what another station of the user has changed of it; of a server without that call nothing is learnt.
 * @returns whether something is another
 */
export async function refreshNames(station: Station): Promise<boolean> {
  const before = station.account;
  try {
    return (await named(station, {})) !== before;
  } catch (error) {
    if (error instanceof ServerError && error.code === 'unknown_call') return false;
    throw error;
  }
}

/** Has the server take names, or say them, and keeps what it answers. */
async function named(station: Station, names: Partial<Names>): Promise<AccountRecord> {
  const { transport, session } = station;
  const { fullname, nick } = await transport.call('login/profile', names, { session });
  return keepNames(station, { fullname, nick });
}
