import type { BuildFailure, Location } from 'esbuild';

import { NexoError } from '../../contract/errors.ts';

/** The first of esbuild's errors, at its place in the person's text: line and column from 1, in UTF-16 units. */
export function firstError({ errors }: BuildFailure, code: string): NexoError {
  const first = errors[0];
  return syntaxError(first?.text ?? 'The code does not parse', positionIn(code, first?.location ?? null));
}

/** `__nexo` is the one top-level name a function may not use. */
export function reservedNameError({ errors }: BuildFailure, code: string): NexoError {
  const place = errors[0]?.notes.find((note) => note.location)?.location ?? null;
  return syntaxError('The name "__nexo" is reserved: choose another one', positionIn(code, place));
}

export function syntaxError(text: string, position: { line: number; column: number }): NexoError {
  return new NexoError('SYNTAX_ERROR', text, { field: 'code', ...position });
}

/** esbuild counts lines from 1 but columns from 0, and in bytes of UTF-8. */
function positionIn(code: string, location: Location | null): { line: number; column: number } {
  if (!location) return { line: 1, column: 1 };
  const lines = code.split(/\r\n|[\n\r\u2028\u2029]/);
  if (location.line > lines.length) return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  const before = Buffer.from(lines[location.line - 1] ?? '').subarray(0, location.column);
  return { line: location.line, column: before.toString().length + 1 };
}
