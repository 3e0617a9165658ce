import type { Failure } from '../../contract/invocation.ts';
import type { Problem } from '../api/problem.ts';

/** A place in the code the app points at. Line and column count from 1; no column means the whole line. */
export interface CodeMark {
  message: string;
  line: number;
  column?: number;
}

/** Where a problem says the code does not parse, or null. */
export function syntaxMark(problem: Problem | null): CodeMark | null {
  if (problem?.code !== 'SYNTAX_ERROR' || problem.line === undefined) return null;
  return { message: problem.message, line: problem.line, column: problem.column };
}

/** Where in `file` a run failed, or null. */
export function failureMark(failure: Failure | null, file: string): CodeMark | null {
  const position = failure?.position;
  if (!failure || !position || baseName(position.file) !== baseName(file)) return null;
  return { message: `${failure.code}: ${failure.message}`, line: position.line, column: position.column };
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
