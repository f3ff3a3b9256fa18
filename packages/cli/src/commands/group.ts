import type { GroupRole } from '@parley/client';
import { Argument, Command } from 'commander';
import { confirm } from '../confirm.ts';
import { print, say } from '../output.ts';
import {
  conversationArgument,
  examples,
  row,
  type StationFlags,
  stationCommand,
  withStation,
} from './common.ts';

const groupArgument = ['<group>', "the group's name or id"] as const;
const roles: readonly GroupRole[] = ['owner', 'admin', 'member'];

/** `parley members`: who is in a group. */
export function membersCommand(): Command {
  const list = stationCommand('list', 'who can read what is written now: user id and name, separated by tabs')
    .argument(...conversationArgument)
    .action(async (wanted: string, flags: StationFlags) => {
      await withStation(flags, async (parley) => {
        const conversation = await parley.conversation(wanted);
        for (const id of conversation.readers) await print(row(id, parley.people.nameOf(id)));
      });
    });
  const add = stationCommand('add', 'add people to a group')
    .argument(...groupArgument)
    .argument('<person...>', 'whom, by e-mail address or user id')
    .option('--share-history', 'let them read what was written before')
    .action(async (wanted: string, whom: string[], flags: StationFlags & { shareHistory?: boolean }) => {
      const { shareHistory = false } = flags;
      await withStation(flags, async (parley) =>
        (await parley.conversation(wanted)).addParticipants(whom, { shareHistory }),
      );
      say(`Added ${whom.join(', ')}.`);
    });
  const remove = stationCommand('remove', 'remove people from a group: they read nothing written from now on')
    .argument(...groupArgument)
    .argument('<person...>', 'whom, by e-mail address or user id')
    .action(async (wanted: string, whom: string[], flags: StationFlags) => {
      await withStation(flags, async (parley) =>
        (await parley.conversation(wanted)).removeParticipants(whom),
      );
      say(`Removed ${whom.join(', ')}.`);
    });
  const role = stationCommand('role', 'give somebody another role in a group')
    .argument(...groupArgument)
    .argument('<person>', 'whom, by e-mail address or user id')
    .addArgument(
      new Argument('<role>', 'owners may do everything, admins add people and rename').choices(roles),
    )
    .action(async (wanted: string, whom: string, given: GroupRole, flags: StationFlags) => {
      await withStation(flags, async (parley) => (await parley.conversation(wanted)).setRole(whom, given));
      say(`${whom} is ${given} now.`);
    });
  const command = new Command('members')
    .description('who is in a group: list, add, remove, role')
    .addCommand(list, { isDefault: true })
    .addCommand(add)
    .addCommand(remove)
    .addCommand(role);
  return examples(command, [
    ['parley members planning', 'who can read it'],
    ['parley members add planning carol@example.org --share-history', 'and lets Carol read what was written'],
  ]);
}

/** `parley rename`: another name for a group. */
export function renameCommand(): Command {
  return stationCommand('rename', 'give a group another name')
    .argument(...groupArgument)
    .argument('<name>', 'the new name, which the server cannot read')
    .action(async (wanted: string, name: string, flags: StationFlags) => {
      await withStation(flags, async (parley) => (await parley.conversation(wanted)).rename(name));
      say(`"${wanted}" is called "${name}" now.`);
    });
}

/** `parley leave`: out of a group. */
export function leaveCommand(): Command {
  return stationCommand('leave', 'leave a group')
    .argument(...groupArgument)
    .option('--yes', 'do not ask')
    .action(async (wanted: string, { yes, ...flags }: StationFlags & { yes?: boolean }) => {
      await withStation(flags, async (parley) => {
        const conversation = await parley.conversation(wanted);
        if (!yes) await confirm(`Leave "${conversation.name}"? You come back only when somebody adds you.`);
        await conversation.leave();
      });
      say(`You left "${wanted}".`);
    });
}
