import type { Command } from 'commander';
import { say } from '../output.ts';
import { conversationArgument, examples, type StationFlags, stationCommand, withStation } from './common.ts';
import { textFrom } from './send.ts';

const messageArgument = [
  '<message id>',
  'as "parley send" printed it, or "parley download --format jsonl" shows',
] as const;

/** `parley edit`: another text for what one wrote. */
export function editCommand(): Command {
  return stationCommand('edit', 'give a message of yours another text')
    .argument(...conversationArgument)
    .argument(...messageArgument)
    .argument('<text>', 'the new text; "-" reads it from standard input')
    .action(async (wanted: string, id: string, text: string, flags: StationFlags) => {
      const body = await textFrom(text);
      await withStation(flags, async (parley) => {
        const conversation = await parley.conversation(wanted);
        await conversation.sync();
        await conversation.edit(id, body);
      });
      say('Edited.');
    });
}

/** `parley react`: an emoji under a message. */
export function reactCommand(): Command {
  const command = stationCommand('react', 'react to a message with an emoji')
    .argument(...conversationArgument)
    .argument(...messageArgument)
    .argument('<emoji>', 'such as 👍')
    .option('--remove', 'take the reaction back')
    .action(
      async (
        wanted: string,
        id: string,
        emoji: string,
        { remove, ...flags }: StationFlags & { remove?: boolean },
      ) => {
        await withStation(flags, async (parley) => {
          const conversation = await parley.conversation(wanted);
          await conversation.sync();
          await conversation.react(id, emoji, remove ? { remove } : {});
        });
        say(remove ? `Took ${emoji} back.` : `Reacted with ${emoji}.`);
      },
    );
  return examples(command, [['parley react planning 1b4e28ba-2fa1-41d2-883f-0016d3cca427 👍', 'to agree']]);
}

/** `parley delete`: erases what one wrote, for everyone. */
export function deleteCommand(): Command {
  return stationCommand('delete', 'delete a message of yours, for everyone')
    .argument(...conversationArgument)
    .argument(...messageArgument)
    .action(async (wanted: string, id: string, flags: StationFlags) => {
      await withStation(flags, async (parley) => {
        const conversation = await parley.conversation(wanted);
        await conversation.sync();
        await conversation.delete(id);
      });
      say('Deleted.');
    });
}
