import type { Command, Option } from 'commander';

/** What can stand at a place of a command line. */
export type Offer = { kind: 'words'; words: readonly string[] } | { kind: 'functions' } | { kind: 'files' };

export interface CompletedOption {
  /** `--out`, `-f`. */
  names: readonly string[];
  description: string;
  /** Null when it takes none. */
  value: Offer | null;
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  name: string;
  description: string;
  options: readonly CompletedOption[];
  argument: Offer;
}

/** What the commands of a program take, in its order. */
export function completedCommands(program: Command): CompletedCommand[] {
  return program.commands.map((command) => {
    const [first] = command.registeredArguments;
    return {
      name: command.name(),
      description: command.description(),
      options: command.options.map(completedOption),
      argument: offerOf(first?.name() ?? '', first?.argChoices),
    };
  });
}

function completedOption(option: Option): CompletedOption {
  const { short, long, description, argChoices } = option;
  const names = [long, short].filter((name) => name !== undefined);
  const takesValue = option.required || option.optional;
  return { names, description, value: takesValue ? offerOf(option.name(), argChoices) : null };
}

function offerOf(name: string, choices: readonly string[] | undefined): Offer {
  if (choices !== undefined) return { kind: 'words', words: choices };
  return /^functions?$/.test(name) ? { kind: 'functions' } : { kind: 'files' };
}
