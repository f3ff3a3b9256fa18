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
    const line = new HiddenLine();
    const end = (settle: () => void) => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      settle();
    };
    const take = (data: Buffer | string) => {
      const { state, rest } = line.type(data.toString());
      ahead = rest;
      if (state === 'entered') end(() => resolve(line.text));
      if (state === 'cancelled') end(() => reject(new CommandError('Cancelled.')));
    };
    stdin.on('data', take);
    take(ahead);
  });
}

/** What was typed, or pasted, behind the line that was asked for: it belongs to the next question. */
let ahead = '';

/** What keys that send several characters, such as arrows, send behind the escape character. */
const SEQUENCE = /^(?:\[[0-9;?]*[ -/]*[@-~]|O.)/;

/** A line that is typed without being seen: nothing gets into it that its writer would not expect there. */
export class HiddenLine {
  #characters: string[] = [];

  get text(): string {
    return this.#characters.join('');
  }

  /** @returns whether the line came to its end, and what was typed behind it */
  type(keys: string): { readonly state: 'open' | 'entered' | 'cancelled'; readonly rest: string } {
    let rest = keys;
    while (rest !== '') {
      const first = String.fromCodePoint(rest.codePointAt(0) as number);
      const key = first + (first === '\u001b' ? (SEQUENCE.exec(rest.slice(1))?.[0] ?? '') : '');
      rest = rest.slice(key.length);
      if (key === '\r' || key === '\n') return { state: 'entered', rest };
      if (key === '\u0003' || key === '\u0004') return { state: 'cancelled', rest: '' };
      // Terminals differ in what their backspace sends.
      if (key === '\u007f' || key === '\b') this.#characters.pop();
      else if (key === '\u0015') this.#characters = [];
      else if (!/\p{Cc}/u.test(key)) this.#characters.push(key);
    }
    return { state: 'open', rest };
  }
}
