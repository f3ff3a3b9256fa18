import { oneLine } from '@parley/client/export';
import type { Command } from 'commander';
import { print, say } from '../output.ts';
import { type StationFlags, stationCommand, withStation } from './common.ts';
import { onlyYourself } from './person.ts';

/** `parley verify`: the safety number of the user and somebody else. */
export function verifyCommand(): Command {
  return stationCommand('verify', 'show the safety number to compare with a person')
    .argument('<person>', 'an e-mail address or a user id')
    .action(async (wanted: string, flags: StationFlags) => {
      await withStation(flags, async (parley) => {
        const person = await parley.people.find(wanted);
        if (person.id === parley.account.userid) throw onlyYourself(wanted);
        await print(`${parley.safetyNumber(person)}\n`);
        say(
          `Compare it with ${oneLine(person.name, 80)} over another way, such as a phone call: both see the same digits.`,
        );
      });
    });
}
