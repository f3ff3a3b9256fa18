import type { Command } from 'commander';
import { CommandError, exitCodes } from '../exit.ts';
import { conversationArgument, type StationFlags, stationCommand, withStation } from './common.ts';

/** `parley chat`: a conversation on the terminal, live. */
export function chatCommand(): Command {
  return stationCommand('chat', 'chat on the terminal, live; /help there shows what you can do')
    .argument(...conversationArgument)
    .action(async (wanted: string, flags: StationFlags) => {
      if (!process.stdin.isTTY || !process.stdout.isTTY) {
        throw new CommandError(
          'parley chat needs a terminal: use send and download --follow in scripts.',
          exitCodes.usage,
        );
      }
      const { Chat } = await import('../chat/chat.ts');
      await withStation(flags, async (parley) => {
        const conversation = await parley.conversation(wanted);
        await conversation.sync();
        await conversation.refreshTimeline();
        const live = parley.connect();
        try {
          await new Chat(parley, conversation, live).run();
        } finally {
          live.close();
        }
      });
    });
}
