import { isBuiltin } from 'node:module';

/** What functions may import of Node.js, by their names without `node:`, and the texts behind them. */
export type NodeModules = ReadonlyMap<string, string>;

/** The name without `node:`; undefined for what is not a module of Node's, known here or not. */
export function nodeName(specifier: string): string | undefined {
  if (!isBuiltin(specifier)) return undefined;
  return specifier.replace(/^node:/, '');
}
