import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { conversationsCommand, createCommand, sendCommand, verifyCommand } from './commands/conversations.ts';
import { downloadCommand } from './commands/download.ts';
import { importCommand } from './commands/import.ts';
import { loginCommand, logoutCommand } from './commands/login.ts';
import { registerCommand } from './commands/register.ts';
import { serveCommand } from './commands/serve.ts';
import { exitCodes, failureOf } from './exit.ts';
import { say } from './output.ts';

// Whoever reads our output may stop reading: `parley download … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.fine);
  // Every other error reaches who printed.
});

const program = new Command('parley')
  .description('Self-hosted, end-to-end encrypted team chat whose conversations can be downloaded as data')
  .version(manifest.version)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.fine : exitCodes.usage));
const commands = [
  serveCommand(),
  registerCommand(),
  loginCommand(),
  logoutCommand(),
  conversationsCommand(),
  createCommand(),
  sendCommand(),
  downloadCommand(),
  importCommand(),
  verifyCommand(),
];
for (const command of commands) program.addCommand(command.copyInheritedSettings(program));

try {
  await program.parseAsync();
} catch (error) {
  const { line, exitCode } = failureOf(error);
  say(`parley: ${line}`);
  process.exitCode = exitCode;
}
