import { ClientError, type Conversation, isHexId, isMessageId, type Parley } from '@parley/client';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CommandError, exitCodes } from '../exit.ts';
import { print } from '../output.ts';
import { examples, type StationFlags, stationCommand, withStation } from './common.ts';

interface Flags extends StationFlags {
  readonly replyTo?: string[];
}

/** `parley send`: sends a text, and prints the message's id. */
export function sendCommand(): Command {
  const command = stationCommand('send', 'send a message; prints its id')
    .argument('<to>', "a person's e-mail address or user id, a conversation's id or a group's name")
    .argument('<text>', 'the text; "-" reads it from standard input')
    .addOption(
      new Option('--reply-to <message id...>', 'the message or messages that it answers').argParser(
        messageIds,
      ),
    )
    .action(async (to: string, text: string, { replyTo, ...flags }: Flags) => {
      const body = await textFrom(text);
      await withStation(flags, async (parley) => {
        const conversation = await conversationTo(parley, to);
        await print(`${(await conversation.send(body, { replyTo })).id}\n`);
      });
    });
  return examples(command, [
    ['parley send bob@example.org "Lunch?"', 'to a person; the first message makes the conversation'],
    ['parley send planning "Shall we start?"', 'to a group'],
    ['make 2>&1 | parley send planning -', 'what a program says'],
  ]);
}

/** The conversation with a person, made where there is none, or one that is named. */
async function conversationTo(parley: Parley, to: string): Promise<Conversation> {
  if (to.includes('@')) return parley.conversationWith(to);
  try {
    return await parley.conversation(to);
  } catch (error) {
    if (!(isHexId(to) && isCode(error, 'unknown_conversation'))) throw error;
    return parley.conversationWith(to).catch((other: unknown) => {
      throw isCode(other, 'unknown_person') ? error : other;
    });
  }
}

function isCode(error: unknown, code: ClientError['code']): boolean {
  return error instanceof ClientError && error.code === code;
}

/** Takes one more of the ids that an option may have several of. */
export function messageIds(id: string, before: readonly string[] = []): readonly string[] {
  if (!isMessageId(id))
    throw new InvalidArgumentError('It is no id of a message: "jsonl" downloads show them.');
  return [...before, id];
}

/** A text as it was given, or from standard input for `-`. @throws CommandError when there is nothing in it */
export async function textFrom(text: string): Promise<string> {
  const body = text === '-' ? (await Bun.stdin.text()).replace(/\n$/, '') : text;
  if (body.trim() === '')
    throw new CommandError('The text is empty: there is nothing to say.', exitCodes.usage);
  return body;
}
