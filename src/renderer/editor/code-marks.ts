import type { Damage } from '../../contract/function.ts';
import type { Failure } from '../../contract/invocation.ts';
import type { Problem } from '../api/problem.ts';

/** A place in the code the app points at. Line and column count from 1; no column means the whole line. */
export interface CodeMark {
  message: string;
  line: number;
  column?: number;
}

/** Where a problem says the code in `file` does not parse, or null. A problem that names no file is in `entry`. */
export function syntaxMark(problem: Problem | null, file: string, entry: string): CodeMark | null {
  if (problem?.code !== 'SYNTAX_ERROR' || problem.line === undefined) return null;
  if ((problem.file ?? entry) !== file) return null;
  return { message: problem.message, line: problem.line, column: problem.column };
}

/** Where in `file` a run failed, or null. */
export function failureMark(failure: Failure | null, file: string): CodeMark | null {
  const position = failure?.position;
  if (!failure || position?.file !== file) return null;
  return { message: `${failure.code}: ${failure.message}`, line: position.line, column: position.column };
}

/** Where the saved code in `file` does not compile, or null. */
export function problemMark(problem: Damage | undefined, file: string): CodeMark | null {
  if (problem?.file !== file || problem.line === undefined) return null;
  return { message: problem.reason, line: problem.line, column: problem.column };
}
