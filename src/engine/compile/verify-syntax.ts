import { SourceMap, type SourceMapPayload } from 'node:module';
import { Script } from 'node:vm';

import type { Compiled } from './compiler.ts';
import { syntaxError, type Place } from './syntax-error.ts';

const prefix = '(async()=>{"use strict";';

/**
 * esbuild lets some early errors through: invalid regular expressions, repeated labels and private names, …
 * V8 itself, which will run the module, parses it here, so that these are refused when saving and not when called.
 * Nothing runs. Throws NexoError SYNTAX_ERROR at the place in the person's own text.
 */
export function verifySyntax({ code, sourceMap }: Pick<Compiled, 'code' | 'sourceMap'>, file: string): void {
  try {
    // A module cannot be parsed without linking it. An async function allows the same statements, but for the one
    // `export` that esbuild always writes last.
    const statements = code.slice(0, code.lastIndexOf('\nexport {'));
    // oxlint-disable-next-line no-new -- parsing is all that is wanted
    new Script(`${prefix}${statements}\n})`, { filename: file });
  } catch (error) {
    if (error instanceof RangeError) throw syntaxError('The code is nested too deeply', { line: 1, column: 1 });
    if (!(error instanceof SyntaxError)) throw error;
    throw syntaxError(error.message, originalPosition(error, sourceMap, file));
  }
}

/** V8 tells the place only in its decorated stack: `file:line`, the line itself, and carets under the fault. */
function originalPosition(error: SyntaxError, sourceMap: string, entryFile: string): Place {
  const [head = '', text = '', carets = ''] = (error.stack ?? '').split('\n');
  const line = Number(/:(\d+)$/.exec(head)?.[1] ?? 1) - 1;
  const column = carets.indexOf('^') - (text.startsWith(prefix) ? prefix.length : 0);
  const map = new SourceMap(JSON.parse(sourceMap) as SourceMapPayload);
  const entry = map.findEntry(line, Math.max(0, column));
  if (!('originalLine' in entry)) return { line: 1, column: 1 };
  const place = { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  return entry.originalSource === entryFile ? place : { file: entry.originalSource, ...place };
}
