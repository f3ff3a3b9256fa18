import { Argument, type Command, Command as NewCommand } from 'commander';
import { completionScript, type Shell, shells } from '../completion/script.ts';
import { print } from '../output.ts';
import { examples } from './common.ts';

/** `parley completion`: what a shell needs to complete commands and options. */
export function completionCommand(program: Command): Command {
  const command = new NewCommand('completion')
    .description('print what your shell needs to complete commands and options')
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .action((shell: Shell) => print(completionScript(shell, program)));
  return examples(command, [
    ['source <(parley completion bash)', 'in ~/.bashrc'],
    ['source <(parley completion zsh)', 'in ~/.zshrc, after compinit'],
    ['parley completion fish | source', 'in ~/.config/fish/config.fish'],
  ]);
}
