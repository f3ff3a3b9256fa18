import { plain } from '@parley/client/export';
import { CommandError, exitCodes } from './exit.ts';
import { clearProgress } from './progress.ts';

/** Everything but data goes to standard error. What is in it may come from others: it must not move the cursor. */
export function say(line: string): void {
  clearProgress();
  process.stderr.write(`${plain(line)}\n`);
}

/**
 * Data goes to standard output, on a terminal with everything that would act there made visible.
 * Resolves when it was taken.
 * @throws CommandError when it cannot be
 */
export function print(text: string): Promise<void> {
  clearProgress();
  const shown = process.stdout.isTTY ? plain(text) : text;
  return new Promise((resolve, reject) => {
    process.stdout.write(shown, (error) => {
      if (error) reject(fileError(error, 'standard output'));
      else resolve();
    });
  });
}

/** An error of the file system as one sentence that says what to do. */
export function fileError(error: unknown, path: string): unknown {
  const { code } = error as { code?: string };
  if (code === undefined || error instanceof CommandError) return error;
  const advice: Record<string, string> = {
    ENOSPC: 'the disk is full: make room and try again',
    EDQUOT: 'your quota of the disk is used up: make room and try again',
    EFBIG: 'files may not become that large here: choose another place, or raise the limit',
    EROFS: 'the file system is read-only: choose another place',
    EACCES: 'permission is denied: choose another place, or make it accessible',
    EPERM: 'permission is denied: choose another place, or make it accessible',
    EISDIR: 'this is a folder: name a file',
    EEXIST: 'a file stands where a folder should: choose another place',
    ENOTDIR: 'a file stands where a folder should: choose another place',
    ENOENT: 'there is no such file or folder: check the path',
    ENAMETOOLONG: 'the name is too long: choose a shorter one',
  };
  return new CommandError(
    `${path}: ${advice[code] ?? `it cannot be used (${code}): choose another place`}.`,
    exitCodes.failure,
    { cause: error },
  );
}
