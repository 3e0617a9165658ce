import type { FunctionSummary } from '../../contract/function.ts';
import { faultReason } from '../ui/fault-text.ts';
import type { FileProblem } from './problems-store.ts';

/**
 * Everything known to be wrong: what the engine says of functions, and what the editor found in files; by file, errors
 * first, then by line. What both say of one line is told once, in the editor's words.
 */
export function knownProblems(
  functions: Iterable<FunctionSummary>,
  found: Readonly<Record<string, readonly FileProblem[]>>,
): FileProblem[] {
  const problems = Object.values(found).flat();
  const told = new Set(problems.map(placeOf));
  for (const item of functions) {
    const fault = item.damage ?? item.problem;
    if (!fault) continue;
    const { file, line, column } = fault;
    const problem: FileProblem = { file, line, column, message: faultReason(fault), tone: 'error' };
    // A shared file that does not compile is every importer's problem.
    if (told.has(placeOf(problem))) continue;
    told.add(placeOf(problem));
    problems.push(problem);
  }
  return problems.toSorted(inOrder);
}

export function countProblems(problems: readonly FileProblem[]): { errors: number; warnings: number } {
  const errors = problems.filter(({ tone }) => tone === 'error').length;
  return { errors, warnings: problems.length - errors };
}

const placeOf = ({ file, line }: FileProblem): string => `${file}:${line ?? ''}`;

function inOrder(a: FileProblem, b: FileProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  if (a.tone !== b.tone) return a.tone === 'error' ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
