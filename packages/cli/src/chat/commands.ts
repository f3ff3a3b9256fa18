import type { Conversation, MessageItem, TimelineItem } from '@parley/client';
import { CommandError } from '../exit.ts';

/** What `/help` shows. */
export const helpLines: readonly string[] = [
  '',
  '  /reply <text>    answer the last message of somebody else',
  '  /react <emoji>   react to it',
  '  /edit <text>     give your last message another text',
  '  /delete          delete your last message, for everyone',
  '  /quit            leave (or Ctrl-C, Ctrl-D on an empty line)',
  '',
  '  Page up, page down: older and newer messages.',
  '  … on its way   ✓ on the server   ✓✓ delivered   ✓✓ seen',
  '',
  '  Press any key to go on.',
];

/** Does what a line that begins with a slash says. @throws CommandError when there is no such thing, or nothing to do it to */
export async function runChatCommand(
  conversation: Conversation,
  items: readonly TimelineItem[],
  line: string,
): Promise<void> {
  const [, name = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  const last = (own: boolean): MessageItem => {
    const found = items.findLast((item) => item.row === 'message' && item.own === own);
    if (!found)
      throw new CommandError(
        own ? 'You have written nothing here yet.' : 'Nobody else has written here yet.',
      );
    return found as MessageItem;
  };
  const given = (): string => {
    if (rest === '') throw new CommandError(`/${name} needs something behind it; see /help.`);
    return rest;
  };
  switch (name) {
    case 'reply':
      await conversation.post(given(), { replyTo: last(false).id });
      return;
    case 'react':
      await conversation.react(last(false).id, given());
      return;
    case 'edit':
      await conversation.edit(last(true).id, given());
      return;
    case 'delete':
      await conversation.delete(last(true).id);
      return;
    default:
      throw new CommandError(`There is no /${name}; see /help.`);
  }
}
