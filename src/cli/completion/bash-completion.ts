import type { CompletedCommand, Offer } from './completed-command.ts';

/**
 * A script for bash, and for zsh, which has bash's way of completing as well. Functions are the folders of the workspace:
 * a program that starts for each Tab would be slow. Names of folders are anybody's, and `compgen` would run what is in one.
 */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  return `_nexo_functions() {
  local workspace="\${NEXO_WORKSPACE:-$HOME/NexoFunctions}" at folder name
  for ((at = 1; at < COMP_CWORD - 1; at++)); do
    if [[ \${COMP_WORDS[at]} == --workspace ]]; then workspace="\${COMP_WORDS[at + 1]/#\\~/$HOME}"; fi
  done
  for folder in "$workspace"/functions/*/; do
    name="\${folder%/}"
    name="\${name##*/}"
    if [[ $name =~ ^[a-z0-9][a-z0-9-]*$ ]]; then printf '%s\\n' "$name"; fi
  done
}
_nexo() {
  local word="\${COMP_WORDS[COMP_CWORD]}" offered=""
  case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD - 1]}" in
${commands.flatMap(valueCases).join('\n')}
    *)
      case "$COMP_CWORD \${COMP_WORDS[1]}" in
        '1 '*) offered='${commands.map(({ name }) => name).join(' ')}' ;;
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
  COMPREPLY=($(compgen -W "$offered" -- "$word"))
}
complete -o default -F _nexo nexo`;
}

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `autoload -U +X bashcompinit && bashcompinit\n${bashCompletion(commands)}`;
}

/** Where the word before is an option that takes a value. */
function valueCases({ name, options }: CompletedCommand): string[] {
  return options.flatMap(({ names, value }) => {
    if (value === null) return [];
    const places = names.map((option) => `'${name} ${option}'`).join(' | ');
    return `    ${places}) offered=${offeredBy(value)} ;;`;
  });
}

function commandCase({ name, options, argument }: CompletedCommand): string {
  const flags = options.flatMap(({ names }) => names.filter((option) => option.startsWith('--'))).join(' ');
  return `        *' ${name}') if [[ $word == -* ]]; then offered='${flags}'; else offered=${offeredBy(argument)}; fi ;;`;
}

/** Where nothing is offered, the shell offers files. */
function offeredBy(offer: Offer): string {
  if (offer.kind === 'functions') return '"$(_nexo_functions)"';
  return offer.kind === 'words' ? `'${offer.words.join(' ')}'` : "''";
}
