import type { Command } from 'commander';
import { type Completed, completedCommands } from './words.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What a shell reads to complete a program's commands and options. */
export function completionScript(shell: Shell, program: Command): string {
  const commands = completedCommands(program);
  return shell === 'fish' ? fish(commands) : shell === 'bash' ? bash(commands) : zsh(commands);
}

/**
 * One case for each command: the words that may come, and the values of its options. Where none fits, a file may be
 * meant, which the shell itself completes, with all that names of files may hold.
 */
function bash(commands: readonly Completed[]): string {
  const name = commands[0]?.path[0] ?? '';
  const cases = commands.map(({ path, subcommands, options, choices }) => {
    const words = [...subcommands.map((one) => one.name), ...choices, ...options.map(({ flag }) => flag)];
    const values = options
      .filter(({ takesValue }) => takesValue)
      .map((option) =>
        option.choices.length > 0
          ? `        ${option.flag}) words=${quoted(option.choices.join(' '))} ;;`
          : `        ${option.flag}) files=1 ;;`,
      );
    return [
      `    ${quoted(path.slice(1).join(' '))})`,
      `      words=${quoted(words.join(' '))}`,
      ...(values.length > 0 ? ['      case "$before" in', ...values, '      esac'] : []),
      '      ;;',
    ].join('\n');
  });
  const known = commands.slice(1).map(({ path }) => quoted(path.slice(1).join(' ')));
  return `# Completion of ${name} for bash. Made by: ${name} completion bash
_${name}_complete() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  local command='' words='' files='' index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${command:+$command }\${COMP_WORDS[index]}" in
      ${known.join('|')}) command="\${command:+$command }\${COMP_WORDS[index]}" ;;
      *) [[ "\${COMP_WORDS[index]}" == -* ]] || break ;;
    esac
  done
  case "$command" in
${cases.join('\n')}
  esac
  [[ -n "$files" ]] || COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _${name}_complete ${name}
`;
}

/** zsh reads the same as bash, through its own layer for it. */
function zsh(commands: readonly Completed[]): string {
  return `autoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;
}

function fish(commands: readonly Completed[]): string {
  const name = commands[0]?.path[0] ?? '';
  const lines = commands.flatMap(({ path, subcommands, options, choices }) => {
    const names = subcommands.map((one) => one.name);
    const within = path.slice(1).map((word) => `__fish_seen_subcommand_from ${word}`);
    const condition = (further: readonly string[]) => {
      const all = [...within, ...further];
      return all.length > 0 ? ` -n ${quoted(all.join('; and '))}` : '';
    };
    const notYet =
      within.length === 0
        ? ['__fish_use_subcommand']
        : [`not __fish_seen_subcommand_from ${names.join(' ')}`];
    return [
      ...subcommands.map(
        (one) => `complete -c ${name} -f${condition(notYet)} -a ${one.name} -d ${quoted(one.description)}`,
      ),
      ...choices.map((choice) => `complete -c ${name} -f${condition([])} -a ${choice}`),
      ...options.map(({ flag, description, takesValue, choices: values }) => {
        const value = values.length > 0 ? ` -x -a ${quoted(values.join(' '))}` : takesValue ? ' -r' : '';
        const long = flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
        return `complete -c ${name}${condition([])} ${long}${value} -d ${quoted(description)}`;
      }),
    ];
  });
  return `# Completion of ${name} for fish. Made by: ${name} completion fish\n${lines.join('\n')}\n`;
}

/** A word that the shell takes as it is. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
