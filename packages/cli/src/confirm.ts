import { createInterface } from 'node:readline/promises';
import { plain } from '@parley/client/export';
import { CommandError, exitCodes } from './exit.ts';

/** Asks on the terminal before something that cannot be undone. @throws CommandError unless the answer is yes */
export async function confirm(question: string): Promise<void> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) {
    throw new CommandError('There is no terminal to ask whether you are sure: add --yes.', exitCodes.usage);
  }
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await lines.question(`${plain(question)} [y/N] `).catch(() => {
      // Ctrl-C, which ends no line.
      stderr.write('\n');
      return '';
    });
    if (!/^y(?:es)?$/i.test(answer.trim())) throw new CommandError('Nothing was changed.');
  } finally {
    lines.close();
  }
}
