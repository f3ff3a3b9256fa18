import type { Command } from 'commander';
import { type Completed, type CompletedOption, completedCommands } from './words.ts';

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
      .map(({ flag, choices, namesProfile }) => {
        if (namesProfile) return `        ${flag}) words="$(_${name}_profiles)" ;;`;
        return choices.length > 0
          ? `        ${flag}) words=${quoted(choices.join(' '))} ;;`
          : `        ${flag}) files=1 ;;`;
      });
    return [
      `    ${quoted(path.slice(1).join(' '))})`,
      `      words=${quoted(words.join(' '))}`,
      ...(values.length > 0 ? ['      case "$before" in', ...values, '      esac'] : []),
      '      ;;',
    ].join('\n');
  });
  const known = commands.slice(1).map(({ path }) => quoted(path.slice(1).join(' ')));
  return `# Completion of ${name} for bash. Made by: ${name} completion bash
_${name}_profiles() {
  command ls "\${PARLEY_HOME:-\${XDG_CONFIG_HOME:-$HOME/.config}/parley}/profiles" 2>/dev/null
}
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

/** One line for each word that may come, with the command that it belongs to: the one that stands there so far. */
function fish(commands: readonly Completed[]): string {
  const name = commands[0]?.path[0] ?? '';
  const known = commands.slice(1).map(({ path }) => quoted(path.slice(1).join(' ')));
  const lines = commands.flatMap(({ path, subcommands, options, choices }) => {
    const here = `complete -c ${name} -n ${quoted(`__${name}_at ${path.slice(1).join(' ')}`)}`;
    return [
      ...subcommands.map((one) => `${here} -f -a ${one.name} -d ${quoted(one.description)}`),
      ...choices.map((choice) => `${here} -f -a ${choice}`),
      ...options.map((option) => {
        const { flag, description } = option;
        const long = flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
        return `${here} ${long}${fishValues(option, name)} -d ${quoted(description)}`;
      }),
    ];
  });
  return `# Completion of ${name} for fish. Made by: ${name} completion fish
function __${name}_at
    set -l found
    for word in (commandline -opc)[2..-1]
        if contains -- (string join ' ' -- $found $word) ${known.join(' ')}
            set -a found $word
        else if not string match -q -- '-*' $word
            break
        end
    end
    test "$found" = "$argv"
end
function __${name}_profiles
    set -l config $XDG_CONFIG_HOME
    test -n "$config"; or set config $HOME/.config
    set -l home $PARLEY_HOME
    test -n "$home"; or set home $config/parley
    command ls $home/profiles 2>/dev/null
end
${lines.join('\n')}
`;
}

/** What may follow an option, as a part of its line. */
function fishValues({ choices, namesProfile, takesValue }: CompletedOption, name: string): string {
  if (namesProfile) return ` -x -a '(__${name}_profiles)'`;
  if (choices.length > 0) return ` -x -a ${quoted(choices.join(' '))}`;
  return takesValue ? ' -r -F' : '';
}

/** A word that the shell takes as it is. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
