import type { FriendView, Parley } from '@parley/client';
import { oneLine } from '@parley/client/export';
import { Command } from 'commander';
import { exitCodes } from '../exit.ts';
import { print, say } from '../output.ts';
import { examples, row, type StationFlags, stationCommand, withStation } from './common.ts';
import { onPerson } from './person.ts';

/** `parley friends`: who one's friends are, and who else there is. */
export function friendsCommand(): Command {
  const command = new Command('friends')
    .description('list, add, remove and find people')
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(addCommand())
    .addCommand(removeCommand())
    .addCommand(searchCommand());
  return examples(command, [
    ['parley friends', 'your friends, and how each is seen now'],
    ['parley friends search "bob"', 'people of the workspace by part of a name'],
    ['parley friends add bob@example.org', 'in a closed workspace a request, or the consent to one'],
  ]);
}

function listCommand(): Command {
  return stationCommand('list', 'your friends: user id, availability and name, separated by tabs').action(
    async (flags: StationFlags) => {
      await withStation(flags, async ({ friends }) => {
        for (const { id, name, availability, refusal } of await friends.list()) {
          await print(row(id, availability, name));
          if (refusal) warnOf(name, refusal);
        }
      });
    },
  );
}

function addCommand(): Command {
  return stationCommand('add', 'make somebody a friend')
    .argument('<person>', 'an e-mail address or a user id')
    .action(async (person: string, flags: StationFlags) => {
      const state = await withStation(flags, ({ friends }) => onPerson(person, () => friends.add(person)));
      say(
        state === 'friend'
          ? `${person} is your friend.`
          : `${person} was asked: you are friends once they add you too.`,
      );
    });
}

function removeCommand(): Command {
  return stationCommand('remove', 'end a friendship, for both; conversations stay')
    .argument('<person>', 'an e-mail address or a user id')
    .action(async (person: string, flags: StationFlags) => {
      await withStation(flags, ({ friends }) =>
        onPerson(
          person,
          () => friends.remove(person),
          `${person} is none of your friends: see parley friends.`,
        ),
      );
      say(`${person} is no longer your friend.`);
    });
}

function searchCommand(): Command {
  return stationCommand('search', 'find people: user id, availability and name, separated by tabs')
    .argument('<name | e-mail>', 'part of a name, or a whole e-mail address')
    .action(async (query: string, flags: StationFlags) => {
      await withStation(flags, async ({ people }: Parley) => {
        const found = await people.search(query);
        for (const { friendid, availability, friendname } of found) {
          await print(row(friendid, availability, friendname));
        }
        if (found.length === 0) say('Nobody was found: give part of a name, or the whole e-mail address.');
      });
    });
}

function warnOf(name: string, refusal: NonNullable<FriendView['refusal']>): void {
  say(`warning: ${oneLine(name, 80)}: ${refusal.message}`);
  process.exitCode = exitCodes.incomplete;
}
