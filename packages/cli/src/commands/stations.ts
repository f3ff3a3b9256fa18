import { Command } from 'commander';
import { print, say } from '../output.ts';
import { row, type StationFlags, stationCommand, withStation } from './common.ts';

/** `parley stations`: where one is logged in. */
export function stationsCommand(): Command {
  const list = stationCommand(
    'list',
    'your stations: station id, when it was last seen (UTC), "this" or "other", and name, separated by tabs',
  ).action(async (flags: StationFlags) => {
    await withStation(flags, async (parley) => {
      for (const { id, lastSeen, isOwn, name } of await parley.stations()) {
        await print(row(id, lastSeen, isOwn ? 'this' : 'other', name));
      }
    });
  });
  const remove = stationCommand('remove', 'log a station out at once')
    .argument('<station id>', 'as "parley stations" lists it')
    .action(async (station: string, flags: StationFlags) => {
      await withStation(flags, (parley) => parley.removeStation(station));
      say(`Station ${station} is logged out.`);
    });
  return new Command('stations')
    .description('list the stations where you are logged in, and remove one')
    .addCommand(list, { isDefault: true })
    .addCommand(remove);
}
