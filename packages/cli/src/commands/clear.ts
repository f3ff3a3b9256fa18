import { oneLine } from '@parley/client/export';
import type { Command } from 'commander';
import { confirm } from '../confirm.ts';
import { say } from '../output.ts';
import { conversationArgument, type StationFlags, stationCommand, withStation } from './common.ts';

/** `parley clear`: empties a conversation for everyone in it. */
export function clearCommand(): Command {
  return stationCommand('clear', 'empty a conversation for everyone in it')
    .argument(...conversationArgument)
    .option('--yes', 'do not ask')
    .action(async (wanted: string, { yes, ...flags }: StationFlags & { yes?: boolean }) => {
      await withStation(flags, async (parley) => {
        const conversation = await parley.conversation(wanted);
        const name = oneLine(conversation.name, 80);
        if (!yes) await confirm(`Empty "${name}" for everyone in it? What is there cannot be brought back.`);
        await conversation.clear();
        say(`"${name}" is empty; everyone in it sees that you cleared it.`);
      });
    });
}
