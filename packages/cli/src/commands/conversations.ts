import type { Command } from 'commander';
import { print } from '../output.ts';
import { row, type StationFlags, stationCommand, withStation } from './common.ts';

/** `parley conversations`: id, kind and name of each, tab-separated, the most recently written first. */
export function conversationsCommand(): Command {
  return stationCommand(
    'conversations',
    'list your conversations: id, kind and name, separated by tabs',
  ).action(async (flags: StationFlags) => {
    await withStation(flags, async (parley) => {
      for (const { id, isGroup, name } of await parley.conversations()) {
        await print(row(id, isGroup ? 'group' : 'person', name));
      }
    });
  });
}

/** `parley create`: makes a group, and prints its id. */
export function createCommand(): Command {
  return stationCommand('create', 'make a group; prints its id')
    .requiredOption('--group <name>', "the group's name, which the server cannot read")
    .option('--with <person...>', 'who else is in it')
    .action(async (flags: StationFlags & { group: string; with?: string[] }) => {
      const group = await withStation(flags, (parley) => parley.createGroup(flags.group, flags.with ?? []));
      await print(`${group.id}\n`);
    });
}
