import { Parley } from '@parley/client';
import type { Command } from 'commander';
import { say } from '../output.ts';
import { readNewPassword, readPassword, readRecoveryCode } from '../password.ts';
import { enterStation } from '../profile.ts';
import { showRecoveryCode } from '../recovery-code.ts';
import { examples, type StationFlags, stationCommand, withStation } from './common.ts';
import { type AccountFlags, accountOptions } from './register.ts';

/** `parley password`: another password, or another recovery code. */
export function passwordCommand(): Command {
  return stationCommand('password', 'change your password; your other stations are logged out')
    .option('--recovery-code', 'keep the password, and make a new recovery code; prints it')
    .addHelpText(
      'after',
      '\nThe passwords come from prompts, or from PARLEY_PASSWORD (the old one) and PARLEY_NEW_PASSWORD.',
    )
    .action(async ({ recoveryCode, ...flags }: StationFlags & { recoveryCode?: boolean }) => {
      await withStation(flags, async (parley) => {
        if (recoveryCode) {
          await showRecoveryCode(await parley.newRecoveryCode(await readPassword()));
          return;
        }
        const old = await readPassword();
        await parley.changePassword(old, await readNewPassword('PARLEY_NEW_PASSWORD'));
        say('The password is changed. Your other stations are logged out.');
      });
    });
}

/** `parley recover`: back into an account without the password. */
export function recoverCommand(): Command {
  const command = accountOptions(
    stationCommand('recover', 'log in with the recovery code, and set a new password'),
  ).action(async ({ server, email, profile, allowInsecure, keyStore }: AccountFlags) => {
    const recoveryCode = await readRecoveryCode();
    const newPassword = await readNewPassword('PARLEY_NEW_PASSWORD', 'PARLEY_PASSWORD');
    const given = { server, email, recoveryCode, newPassword };
    const { result, keyPlace } = await enterStation(profile, keyStore, (options) =>
      Parley.recover({ ...options, ...given, ...(allowInsecure && { allowInsecure }) }),
    );
    await result.close();
    say(`Logged in as ${email}, with the new password. ${keyPlace}`);
    say('The recovery code stays the same; "parley password --recovery-code" makes another one.');
  });
  return examples(command, [
    [
      'parley recover --server https://chat.example.org --email alice@example.org',
      'asks for code and password',
    ],
  ]);
}
