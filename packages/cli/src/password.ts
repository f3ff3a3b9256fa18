import { CommandError } from './exit.ts';

const SHORTEST = 8;

/** The password, from `PARLEY_PASSWORD` or a prompt that does not show it. */
export async function readPassword(isNew: boolean): Promise<string> {
  const given = process.env.PARLEY_PASSWORD;
  const password = given || (await ask('Password: '));
  if (isNew && [...password].length < SHORTEST) {
    throw new CommandError(`The password must have at least ${SHORTEST} characters: choose a longer one.`, 2);
  }
  if (isNew && !given && (await ask('Again: ')) !== password) {
    throw new CommandError('The two passwords differ: try again.', 2);
  }
  return password;
}

function ask(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) {
    throw new CommandError('There is no terminal to ask for the password: set PARLEY_PASSWORD.', 2);
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
