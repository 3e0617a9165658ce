import type { CompletedCommand, CompletedOption, Offer } from './completed-command.ts';

/** A script for fish. Functions are the folders of the workspace, as for bash. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  return `function __nexo_functions
    set -l workspace $NEXO_WORKSPACE
    test -n "$workspace"; or set workspace ~/NexoFunctions
    set -l words (commandline -opc)
    for at in (seq 2 (count $words))
        test "$words[$at]" = --workspace; and set workspace (string replace -r '^~' ~ -- $words[(math $at + 1)])
    end
    for folder in $workspace/functions/*/
        string match -r '^[a-z0-9][a-z0-9-]*$' -- (basename $folder)
    end
end
complete -c nexo -n __fish_use_subcommand -f
${commands.map(({ name, description }) => `complete -c nexo -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`).join('\n')}
${commands.flatMap(linesOf).join('\n')}`;
}

function linesOf({ name, options, argument }: CompletedCommand): string[] {
  const where = `complete -c nexo -n "__fish_seen_subcommand_from ${name}"`;
  const offered = argument.kind === 'files' ? [] : [`${where} -f -a ${listOf(argument)}`];
  return [...offered, ...options.map((option) => `${where} ${flagsOf(option)}`)];
}

function flagsOf({ names, description, value }: CompletedOption): string {
  const spelled = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const takes = value === null ? [] : value.kind === 'files' ? ['-r'] : [`-x -a ${listOf(value)}`];
  return [...spelled, ...takes, `-d ${quoted(description)}`].join(' ');
}

function listOf(offer: Offer): string {
  if (offer.kind === 'functions') return "'(__nexo_functions)'";
  return `'${offer.kind === 'words' ? offer.words.join(' ') : ''}'`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
