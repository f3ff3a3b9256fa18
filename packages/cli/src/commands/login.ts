import { ConnectionError, Parley } from '@parley/client';
import type { Command } from 'commander';
import { CommandError, exitCodes } from '../exit.ts';
import { say } from '../output.ts';
import { readPassword } from '../password.ts';
import { enterStation, forgetStation } from '../profile.ts';
import { type StationFlags, stationCommand, withStation } from './common.ts';
import { type AccountFlags, accountOptions } from './register.ts';

/** `parley login`: logs this station in; commands then need no password. */
export function loginCommand(): Command {
  return accountOptions(stationCommand('login', 'log this station in')).action(
    async ({ server, email, profile, allowInsecure, keyStore }: AccountFlags) => {
      const password = await readPassword();
      const { keyPlace } = await enterStation(profile, keyStore, (options) =>
        Parley.login({ ...options, server, email, password, ...(allowInsecure && { allowInsecure }) }),
      );
      say(`Logged in as ${email}. ${keyPlace}`);
    },
  );
}

/** `parley logout`: ends the session, and forgets the keys on this station. */
export function logoutCommand(): Command {
  return stationCommand('logout', 'end the session and forget the keys on this station')
    .option('--local', 'only forget the keys, without the server, where the session goes on')
    .action(async ({ local, ...flags }: StationFlags & { local?: boolean }) => {
      if (local) {
        await forgetStation(flags.profile);
        say(
          "This station's keys are forgotten. Its session goes on at the server: end it on another station, with parley stations remove.",
        );
        return;
      }
      await withStation(flags, (parley) => parley.logout()).catch((error) => {
        if (!(error instanceof ConnectionError)) throw error;
        const advice = 'To forget the keys here without it: parley logout --local.';
        throw new CommandError(`${error.message} ${advice}`, exitCodes.unreachable, { cause: error });
      });
      say('Logged out.');
    });
}
