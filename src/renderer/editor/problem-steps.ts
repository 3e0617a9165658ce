import { currentFunctions } from '../state/functions-store.ts';
import { openScreen } from '../state/router-store.ts';
import { functionIdOf } from '../state/workspace-paths.ts';
import { activeEditor } from './active-editor.ts';
import { knownProblems } from './known-problems.ts';
import { canOpen, openPlace } from './open-place.ts';
import { type FileProblem, useEditorProblems } from './problems-store.ts';
import { activePath } from './tabs-store.ts';

/** Leads to a problem; to the function where its file is not shown in the editor. */
export function openProblem({ file, line, column }: FileProblem): void {
  const functionId = functionIdOf(file);
  if (canOpen(file)) openPlace({ file, line, column });
  else if (functionId !== null) openScreen({ name: 'editor', functionId });
}

/** Leads to the next or previous problem from where the person is, through all files and round the ends. */
export function stepProblem(step: 1 | -1): void {
  const problems = knownProblems(currentFunctions().values(), useEditorProblems.getState().problems);
  const next = problemFrom(problems, { file: activePath() ?? '', line: activeEditor()?.line() ?? 0 }, step);
  if (next !== undefined) openProblem(next);
}

/** The problem on the nearest other line in a direction, by file and line. */
export function problemFrom(
  problems: readonly FileProblem[],
  here: { file: string; line: number },
  step: 1 | -1,
): FileProblem | undefined {
  const ordered = problems.toSorted((a, b) => compare(a, b));
  const isBeyond = (problem: FileProblem): boolean => Math.sign(compare(problem, here)) === step;
  return step === 1 ? (ordered.find(isBeyond) ?? ordered[0]) : (ordered.findLast(isBeyond) ?? ordered.at(-1));
}

function compare(a: { file: string; line?: number }, b: { file: string; line?: number }): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 1) - (b.line ?? 1);
}
