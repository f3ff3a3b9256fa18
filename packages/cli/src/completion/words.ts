import type { Command, Option } from 'commander';

/** A command as a shell completes it. */
export interface Completed {
  /** The words that name it, such as `parley friends add`. */
  readonly path: readonly string[];
  readonly description: string;
  readonly subcommands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
  /** What its first argument may be, where that is a closed list. */
  readonly choices: readonly string[];
}

export interface CompletedOption {
  /** Such as `--format`. */
  readonly flag: string;
  readonly description: string;
  /** Whether a value follows it. */
  readonly takesValue: boolean;
  /** Its values, where they are a closed list; otherwise a file may be meant, or a profile. */
  readonly choices: readonly string[];
  readonly namesProfile: boolean;
}

/** A command and all below it. */
export function completedCommands(command: Command, above: readonly string[] = []): Completed[] {
  const path = [...above, command.name()];
  const help = command.createHelp();
  const subcommands = help.visibleCommands(command);
  const own: Completed = {
    path,
    description: command.description(),
    subcommands: subcommands.map((one) => ({ name: one.name(), description: one.description() })),
    options: help.visibleOptions(command).map(completedOption),
    choices: command.registeredArguments[0]?.argChoices ?? [],
  };
  // `help` has no command of its own to walk into.
  return [own, ...command.commands.flatMap((one) => completedCommands(one, path))];
}

function completedOption(option: Option): CompletedOption {
  return {
    flag: option.long ?? option.short ?? '',
    description: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
    namesProfile: option.long === '--profile',
  };
}
