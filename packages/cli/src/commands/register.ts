import { Parley } from '@parley/client';
import { type Command, Option } from 'commander';
import { print, say } from '../output.ts';
import { readPassword } from '../password.ts';
import { keyFile, stationOptions } from '../profile.ts';
import { type StationFlags, stationCommand } from './common.ts';

interface Flags extends StationFlags {
  readonly server: string;
  readonly email: string;
  readonly name: string;
  readonly nick?: string;
  readonly invite?: string;
}

/** Options that say who logs in where. */
export function accountOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--server <url>', 'the server, such as https://chat.example.org')
        .env('PARLEY_SERVER')
        .makeOptionMandatory(),
    )
    .requiredOption('--email <address>', 'your e-mail address');
}

/** `parley register`: makes an account, and logs this station in. */
export function registerCommand(): Command {
  return accountOptions(stationCommand('register', 'make an account; prints its recovery code'))
    .requiredOption('--name <full name>', 'your name, as others see it')
    .option('--nick <nick>', 'the short name that conversations show')
    .option('--invite <invitation>', 'an invitation, where the server asks for one')
    .action(async (flags: Flags) => {
      const { server, email, name: fullname, nick, invite, profile, allowInsecure } = flags;
      const password = await readPassword(true);
      const { recoveryCode } = await Parley.register({
        ...(await stationOptions(profile)),
        ...{ server, email, password, fullname },
        ...(nick !== undefined && { nick }),
        ...(invite !== undefined && { invite }),
        ...(allowInsecure && { allowInsecure }),
      });
      say(
        `Registered ${email}. This station's keys rest encrypted; their key is the file ${keyFile(profile)}.`,
      );
      say(
        'Keep this recovery code in a safe place. It is shown only now, and is the way back without the password:',
      );
      await print(`${recoveryCode}\n`);
    });
}
