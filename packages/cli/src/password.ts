import { CommandError, exitCodes } from './exit.ts';

/** In characters. */
const SHORTEST = 8;

/** The password, from `PARLEY_PASSWORD` or a prompt that does not show it. */
export async function readPassword(): Promise<string> {
  return process.env.PARLEY_PASSWORD || ask('Password: ', 'PARLEY_PASSWORD');
}

/**
 * A password to be set, from the first of these environment variables that there is, or a prompt that asks twice.
 * @throws CommandError when it is too short, or the two differ
 */
export async function readNewPassword(...variables: readonly [string, ...string[]]): Promise<string> {
  const given = variables.map((name) => process.env[name]).find(Boolean);
  const password = given ?? (await ask('New password: ', variables[0]));
  if ([...password].length < SHORTEST) {
    throw new CommandError(
      `The password must have at least ${SHORTEST} characters: choose a longer one.`,
      exitCodes.usage,
    );
  }
  if (given === undefined && (await ask('Again: ', variables[0])) !== password) {
    throw new CommandError('The two passwords differ: try again.', exitCodes.usage);
  }
  return password;
}

/** The recovery code, from `PARLEY_RECOVERY_CODE` or a prompt that does not show it. */
export async function readRecoveryCode(): Promise<string> {
  return process.env.PARLEY_RECOVERY_CODE || ask('Recovery code: ', 'PARLEY_RECOVERY_CODE');
}

function ask(prompt: string, variable: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) {
    throw new CommandError(`There is no terminal to ask on: set ${variable}.`, exitCodes.usage);
  }
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = () => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
    };
    const take = (data: Buffer) => {
      for (const character of data.toString()) {
        if (character === '\r' || character === '\n') {
          end();
          return resolve(typed);
        }
        if (character === '\u0003' || character === '\u0004') {
          end();
          return reject(new CommandError('Cancelled.'));
        }
        typed = character === '\u007f' ? [...typed].slice(0, -1).join('') : typed + character;
      }
    };
    stdin.on('data', take);
  });
}
