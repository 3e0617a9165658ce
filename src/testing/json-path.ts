import { JSONPathEnvironment } from 'json-p3';

import type { Json } from '../contract/assertion.ts';

/** RFC 9535 without its regular expressions: a pattern from a file could take for ever. Nothing is evaluated as code. */
const environment = new JSONPathEnvironment({ maxRecursionDepth: 200 });
environment.functionRegister.delete('match');
environment.functionRegister.delete('search');

/** Why a text is no JSON path, in a few words; null when it is one. */
export function jsonPathProblem(path: string): string | null {
  try {
    environment.compile(path);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Everything a path leads to in `value`, in order. Throws an Error for a text that is no path. */
export function queryJson(path: string, value: Json): Json[] {
  return environment.query(path, value).values() as Json[];
}
