import { exitCodes, failureOf } from './exit.ts';
import { say } from './output.ts';
import { makeProgram } from './program.ts';

// Whoever reads our output may stop reading: `parley download … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.unread);
  // Every other error reaches who printed.
});

// Not awaited here: the built command is of a format that cannot.
makeProgram()
  .parseAsync()
  .catch((error) => {
    const { line, exitCode } = failureOf(error);
    say(`parley: ${line}`);
    process.exitCode = exitCode;
  });
