import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { blockCommand, unblockCommand } from './commands/block.ts';
import { deleteCommand, editCommand, reactCommand } from './commands/change.ts';
import { chatCommand } from './commands/chat.ts';
import { clearCommand } from './commands/clear.ts';
import { completionCommand } from './commands/completion.ts';
import { conversationsCommand, createCommand } from './commands/conversations.ts';
import { downloadCommand } from './commands/download.ts';
import { exportCommand } from './commands/export.ts';
import { friendsCommand } from './commands/friends.ts';
import { leaveCommand, membersCommand, renameCommand } from './commands/group.ts';
import { importCommand } from './commands/import.ts';
import { loginCommand, logoutCommand } from './commands/login.ts';
import { nameCommand } from './commands/name.ts';
import { passwordCommand, recoverCommand } from './commands/password.ts';
import { registerCommand } from './commands/register.ts';
import { sendCommand } from './commands/send.ts';
import { serveCommand } from './commands/serve.ts';
import { settingsCommands } from './commands/settings.ts';
import { stationsCommand } from './commands/stations.ts';
import { statsCommand } from './commands/stats.ts';
import { statusCommand } from './commands/status.ts';
import { verifyCommand } from './commands/verify.ts';
import { verifyExportCommand } from './commands/verify-export.ts';
import { exitCodes } from './exit.ts';

/**
 * The `parley` command with all below it, in the order of its help. What only one of them needs, that one loads when it
 * runs: all would start more slowly for it.
 */
export function makeProgram(): Command {
  const program = new Command('parley')
    .description('Self-hosted, end-to-end encrypted team chat whose conversations can be downloaded as data')
    .version(manifest.version)
    .helpCommand(false)
    .addHelpText('after', '\nparley <command> --help shows the options of one. Manual: docs/cli.md')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.fine : exitCodes.usage));
  const groups: Record<string, Command[]> = {
    'Server:': [serveCommand()],
    'Account:': [
      registerCommand(),
      loginCommand(),
      logoutCommand(),
      recoverCommand(),
      passwordCommand(),
      nameCommand(),
      statusCommand(),
      stationsCommand(),
    ],
    'People:': [friendsCommand(), verifyCommand(), blockCommand(), unblockCommand()],
    'Conversations:': [
      conversationsCommand(),
      createCommand(),
      membersCommand(),
      renameCommand(),
      leaveCommand(),
      chatCommand(),
      sendCommand(),
      editCommand(),
      reactCommand(),
      deleteCommand(),
      clearCommand(),
      ...settingsCommands(),
    ],
    'Data:': [downloadCommand(), exportCommand(), verifyExportCommand(), statsCommand(), importCommand()],
    'Shell:': [completionCommand(program)],
  };
  for (const [group, commands] of Object.entries(groups)) {
    for (const command of commands) program.addCommand(inheriting(command, program).helpGroup(group));
  }
  return program;
}

/** A command that was made by itself does not know how its program ends. */
function inheriting(command: Command, above: Command): Command {
  command.copyInheritedSettings(above);
  for (const below of command.commands) inheriting(below, command);
  return command;
}
