import { NexoError } from '../../contract/errors.ts';
import type { Failure } from '../../contract/invocation.ts';

/**
 * A saved source that does not parse (another editor wrote it) fails its callers as if it had thrown on being loaded.
 * Undefined for every other error.
 */
export function compileFailure(error: unknown, entryFile: string): Failure | undefined {
  if (!(error instanceof NexoError) || error.code !== 'SYNTAX_ERROR') return undefined;
  const { file = entryFile, line, column } = error.details;
  const position = line === undefined || column === undefined ? undefined : { file, line, column };
  return { code: 'THROWN', name: 'SyntaxError', message: `SyntaxError: ${error.message}`, position };
}
