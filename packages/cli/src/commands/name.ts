import type { Command } from 'commander';
import { print, say } from '../output.ts';
import { examples, row, type StationFlags, stationCommand, withStation } from './common.ts';

/** `parley name`: what the user is called. */
export function nameCommand(): Command {
  const command = stationCommand('name', 'change what you are called; without a name, show it')
    .argument('[name]', 'your whole name')
    .option('--nick <nick>', 'the short name that conversations show')
    .action(async (name: string | undefined, { nick, ...flags }: StationFlags & { nick?: string }) => {
      await withStation(flags, async (parley) => {
        await parley.setNames({
          ...(name !== undefined && { fullname: name.trim() }),
          ...(nick !== undefined && { nick: nick.trim() }),
        });
        const { fullname, nick: shown } = parley.account;
        if (name === undefined && nick === undefined) await print(row(fullname, shown));
        else say(`You are called ${fullname}; others see ${shown}.`);
      });
    });
  return examples(command, [
    ['parley name "Mira Holt"', 'others see the same, unless you have a nick'],
    ['parley name --nick mira', 'the name stays, others see mira'],
  ]);
}
