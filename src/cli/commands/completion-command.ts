import { Argument, type Command } from 'commander';

import { bashCompletion, zshCompletion } from '../completion/bash-completion.ts';
import { completedCommands } from '../completion/completed-command.ts';
import { fishCompletion } from '../completion/fish-completion.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** `nexo completion`: what a shell completes. */
export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'the shell it is for').choices(Object.keys(scripts)))
    .description('Print a script that completes commands, options, functions and files.')
    .addHelpText(
      'after',
      '\nExample:\n  nexo completion bash >> ~/.bashrc\n  nexo completion fish > ~/.config/fish/completions/nexo.fish',
    )
    .action((shell: keyof typeof scripts, _: object, command: Command) => {
      command.configureOutput().writeOut?.(`${scripts[shell](completedCommands(program))}\n`);
    });
}
