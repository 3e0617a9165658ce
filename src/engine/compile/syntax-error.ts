import type { BuildFailure, Location, Message } from 'esbuild';

import { NexoError } from '../../contract/errors.ts';

export interface Place {
  /** Where it is not the entry. */
  file?: string;
  line: number;
  column: number;
}

/** One of esbuild's errors, at its place in the entry or in another file: from 1, columns in UTF-16 units. */
export function syntaxErrorOf({ text, location }: Pick<Message, 'text' | 'location'>, entry: Entry): NexoError {
  if (location !== null && location.file !== entry.file && location.namespace !== 'nexo') {
    const place = { file: location.file, line: location.line, column: columnIn(location.lineText, location) };
    return syntaxError(text, place);
  }
  return syntaxError(text, positionIn(entry.code, location));
}

export interface Entry {
  file: string;
  code: string;
}

/** `__nexo` is the one top-level name a function may not use. */
export function reservedNameError({ errors }: BuildFailure, code: string): NexoError {
  const place = errors[0]?.notes.find((note) => note.location)?.location ?? null;
  return syntaxError('The name "__nexo" is reserved: choose another one', positionIn(code, place));
}

export function syntaxError(text: string, { file, line, column }: Place): NexoError {
  if (file === undefined) return new NexoError('SYNTAX_ERROR', text, { field: 'code', line, column });
  return new NexoError('SYNTAX_ERROR', `${file}:${line}:${column}: ${text}`, { field: 'code', file, line, column });
}

function positionIn(code: string, location: Location | null): { line: number; column: number } {
  if (!location) return { line: 1, column: 1 };
  const lines = code.split(/\r\n|[\n\r\u2028\u2029]/);
  if (location.line > lines.length) return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  return { line: location.line, column: columnIn(lines[location.line - 1] ?? '', location) };
}

/** esbuild counts columns from 0, and in bytes of UTF-8. */
function columnIn(line: string, { column }: Location): number {
  return Buffer.from(line).subarray(0, column).toString().length + 1;
}
