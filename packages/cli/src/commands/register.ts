import { Parley } from '@parley/client';
import { type Command, Option } from 'commander';
import { type KeyStore, keyStores } from '../key/local-key.ts';
import { say } from '../output.ts';
import { readNewPassword } from '../password.ts';
import { enterStation } from '../profile.ts';
import { showRecoveryCode } from '../recovery-code.ts';
import { type StationFlags, stationCommand } from './common.ts';

/** Who logs in where. */
export interface AccountFlags extends StationFlags {
  readonly server: string;
  readonly email: string;
  readonly keyStore: KeyStore;
}

interface Flags extends AccountFlags {
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
    .requiredOption('--email <address>', 'your e-mail address')
    .addOption(
      new Option(
        '--key-store <where>',
        "where this station's own key is kept; auto: the keyring where there is one",
      )
        .choices(keyStores)
        .env('PARLEY_KEY_STORE')
        .default('auto'),
    );
}

/** `parley register`: makes an account, and logs this station in. */
export function registerCommand(): Command {
  return accountOptions(stationCommand('register', 'make an account; prints its recovery code'))
    .requiredOption('--name <full name>', 'your name, as others see it')
    .option('--nick <nick>', 'the short name that conversations show')
    .option('--invite <invitation>', 'an invitation, where the server asks for one')
    .action(async (flags: Flags) => {
      const { server, email, name: fullname, nick, invite, profile, allowInsecure, keyStore } = flags;
      const password = await readNewPassword('PARLEY_PASSWORD');
      const { result, keyPlace } = await enterStation(profile, keyStore, (options) =>
        Parley.register({
          ...options,
          ...{ server, email, password, fullname },
          ...(nick !== undefined && { nick }),
          ...(invite !== undefined && { invite }),
          ...(allowInsecure && { allowInsecure }),
        }),
      );
      say(`Registered ${email}. ${keyPlace}`);
      await showRecoveryCode(result.recoveryCode);
    });
}
