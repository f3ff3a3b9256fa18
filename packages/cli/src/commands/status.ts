import type { Availability } from '@parley/client';
import { Argument, type Command } from 'commander';
import { print, say } from '../output.ts';
import { row, type StationFlags, stationCommand, withStation } from './common.ts';

const states: readonly Availability[] = ['available', 'away', 'busy', 'offline'];

/** `parley status`: who is logged in here, or how one wants to be seen. */
export function statusCommand(): Command {
  return stationCommand('status', 'say how friends see you; without a state, show who is logged in here')
    .addArgument(new Argument('[state]', 'how you are seen from now on').choices(states))
    .action(async (state: Availability | undefined, flags: StationFlags) => {
      await withStation(flags, async (parley) => {
        if (state !== undefined) {
          await parley.setAvailability(state);
          say(`Your friends see you as ${state}.`);
          return;
        }
        const { server, email, fullname, nick, userid, stationid } = parley.account;
        const facts = { server, email, fullname, nick, userid, stationid };
        for (const [name, value] of Object.entries(facts)) await print(row(name, value));
      });
    });
}
