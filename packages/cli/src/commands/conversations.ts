import type { Command } from 'commander';
import { print, say } from '../output.ts';
import { type StationFlags, stationCommand, withStation } from './common.ts';

/** `parley conversations`: id, kind and name of each, tab-separated, the most recently written first. */
export function conversationsCommand(): Command {
  return stationCommand(
    'conversations',
    'list your conversations: id, kind and name, separated by tabs',
  ).action(async (flags: StationFlags) => {
    await withStation(flags, async (parley) => {
      for (const { id, isGroup, name } of await parley.conversations()) {
        await print(`${id}\t${isGroup ? 'group' : 'person'}\t${oneLine(name)}\n`);
      }
    });
  });
}

/** `parley create`: makes a group, and prints its id. */
export function createCommand(): Command {
  return stationCommand('create', 'make a group; prints its id')
    .requiredOption('--group <name>', "the group's name, which the server cannot read")
    .option('--with <email...>', 'who else is in it')
    .action(async (flags: StationFlags & { group: string; with?: string[] }) => {
      const group = await withStation(flags, (parley) => parley.createGroup(flags.group, flags.with ?? []));
      await print(`${group.id}\n`);
    });
}

/** `parley send`: sends a text, and prints the message's id. */
export function sendCommand(): Command {
  return stationCommand('send', 'send a message; prints its id')
    .argument('<to>', "an e-mail address, a conversation's id or a group's name")
    .argument('<text>', 'the text; "-" reads it from standard input')
    .action(async (to: string, text: string, flags: StationFlags) => {
      const body = text === '-' ? (await Bun.stdin.text()).replace(/\n$/, '') : text;
      await withStation(flags, async (parley) => {
        const isAddress = to.includes('@');
        const conversation = isAddress ? await parley.conversationWith(to) : await parley.conversation(to);
        await print(`${(await conversation.send(body)).id}\n`);
      });
    });
}

/** `parley verify`: the safety number of the user and somebody else. */
export function verifyCommand(): Command {
  return stationCommand('verify', 'show the safety number to compare with a person')
    .argument('<email>', 'whose')
    .action(async (email: string, flags: StationFlags) => {
      await withStation(flags, async (parley) => {
        const person = await parley.people.findByEmail(email);
        await print(`${parley.safetyNumber(person)}\n`);
        say(
          `Compare it with ${oneLine(person.name)} over another way, such as a phone call: both see the same digits.`,
        );
      });
    });
}

/** Names come from other people: nothing of theirs may move the cursor or begin a line. */
function oneLine(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029]/gu, '\ufffd');
}
