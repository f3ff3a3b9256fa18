import type { Command } from 'commander';
import { print, say } from '../output.ts';
import { row, type StationFlags, stationCommand, withStation } from './common.ts';
import { onPerson } from './person.ts';

/** `parley block`: whom one does not want to hear from. Without a person it lists them. */
export function blockCommand(): Command {
  return stationCommand('block', 'keep somebody from writing to you; without a person, list whom you blocked')
    .argument('[person]', 'an e-mail address or a user id')
    .action(async (person: string | undefined, flags: StationFlags) => {
      await withStation(flags, async ({ friends, people }) => {
        if (person === undefined) {
          for (const id of await friends.blocked()) await print(row(id, people.nameOf(id)));
          return;
        }
        await onPerson(person, () => friends.block(person));
        say(`${person} can no longer write to you alone, nor see whether you are there.`);
      });
    });
}

/** `parley unblock` */
export function unblockCommand(): Command {
  return stationCommand('unblock', 'let somebody write to you again')
    .argument('<person>', 'an e-mail address or a user id')
    .action(async (person: string, flags: StationFlags) => {
      await withStation(flags, ({ friends }) => onPerson(person, () => friends.unblock(person)));
      say(`${person} can write to you again.`);
    });
}
