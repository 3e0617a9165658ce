import { Argument, type Command } from 'commander';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

/** `nexo completion`: what a shell completes. */
export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'the shell it is for').choices(shells))
    .description('Print a script that completes commands and options.')
    .addHelpText(
      'after',
      '\nExample:\n  nexo completion bash >> ~/.bashrc\n  nexo completion fish > ~/.config/fish/completions/nexo.fish',
    )
    .action((shell: Shell, _: object, command: Command) => {
      command.configureOutput().writeOut?.(`${scripts[shell](program)}\n`);
    });
}

const scripts: Record<Shell, (program: Command) => string> = {
  bash: (program) => `_nexo() {
  local words="${names(program).join(' ')}"
  case "\${COMP_WORDS[1]}" in
${program.commands.map((command) => `    ${command.name()}) words="${options(command).join(' ')}" ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [[ \${#COMPREPLY[@]} -eq 0 ]] && COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _nexo nexo`,
  zsh: (program) => `autoload -U +X bashcompinit && bashcompinit\n${scripts.bash(program)}`,
  fish: (program) =>
    [
      'complete -c nexo -f',
      ...program.commands.map(
        (command) =>
          `complete -c nexo -n __fish_use_subcommand -a ${command.name()} -d ${quoted(command.description())}`,
      ),
      ...program.commands.flatMap((command) =>
        command.options.map(
          ({ long, description }) =>
            `complete -c nexo -n "__fish_seen_subcommand_from ${command.name()}" -l ${long?.slice(2) ?? ''} -d ${quoted(description)}`,
        ),
      ),
    ].join('\n'),
};

function names(program: Command): string[] {
  return program.commands.map((command) => command.name());
}

function options(command: Command): string[] {
  return command.options.flatMap(({ long }) => (long === undefined ? [] : [long]));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
