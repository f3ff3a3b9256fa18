import { Parley } from '@parley/client';
import type { Command } from 'commander';
import { say } from '../output.ts';
import { readPassword } from '../password.ts';
import { prepareStation } from '../profile.ts';
import { type StationFlags, stationCommand, withStation } from './common.ts';
import { type AccountFlags, accountOptions } from './register.ts';

/** `parley login`: logs this station in; commands then need no password. */
export function loginCommand(): Command {
  return accountOptions(stationCommand('login', 'log this station in')).action(
    async ({ server, email, profile, allowInsecure, keyStore }: AccountFlags) => {
      const password = await readPassword();
      const { options, keyPlace } = await prepareStation(profile, keyStore);
      await Parley.login({ ...options, server, email, password, ...(allowInsecure && { allowInsecure }) });
      say(`Logged in as ${email}. ${keyPlace}`);
    },
  );
}

/** `parley logout`: ends the session, and forgets the keys on this station. */
export function logoutCommand(): Command {
  return stationCommand('logout', 'end the session and forget the keys on this station').action(
    async (flags: StationFlags) => {
      await withStation(flags, (parley) => parley.logout());
      say('Logged out.');
    },
  );
}
