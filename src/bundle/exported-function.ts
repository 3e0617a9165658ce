import type { NexoFunction } from '../contract/function.ts';

/** A function that is exported, compiled for other runtimes. */
export interface ExportedFunction {
  function: NexoFunction;
  /** False for one that is here because others call it. */
  routed: boolean;
  /** One ES module. */
  code: string;
  /** JSON source map to the person's files. */
  sourceMap: string;
  /** What it was made of besides its entry: paths in the workspace, and names such as `node:buffer`. */
  inputs: readonly string[];
}

/** The variables, each with its value where all functions agree on one, in order. */
export function sharedVariables(functions: readonly ExportedFunction[]): Map<string, string | undefined> {
  const variables = new Map<string, string | undefined>();
  for (const { function: own } of functions) {
    for (const [name, value] of Object.entries(own.env)) {
      variables.set(name, variables.has(name) && variables.get(name) !== value ? undefined : value);
    }
  }
  return new Map([...variables].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The names of secrets, in order. */
export function secretNames(functions: readonly ExportedFunction[]): string[] {
  return [...new Set(functions.flatMap(({ function: { secrets } }) => secrets))].toSorted();
}

/** Every name that is read from the environment, in order. */
export function environmentNames(functions: readonly ExportedFunction[]): string[] {
  return [...new Set([...sharedVariables(functions).keys(), ...secretNames(functions)])].toSorted();
}

export function usesNode(functions: readonly ExportedFunction[]): boolean {
  return functions.some(({ inputs }) => inputs.some((input) => input.startsWith('node:')));
}

/** The variables that all functions agree on, with their values. */
export function declaredVariables(functions: readonly ExportedFunction[]): Record<string, string> {
  const entries = [...sharedVariables(functions)].flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return Object.fromEntries(entries) as Record<string, string>;
}

/** What the functions may use together, in megabytes. */
export function heapMb(functions: readonly ExportedFunction[]): number {
  return functions.reduce((sum, { function: { limits } }) => sum + limits.heapMb, 0);
}

export function longestWallMs(functions: readonly ExportedFunction[]): number {
  return Math.max(...functions.map(({ function: { limits } }) => limits.wallMs));
}
