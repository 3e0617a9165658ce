import { useMemo } from 'react';

import { useFunctions } from '../state/functions-store.ts';
import { knownProblems } from './known-problems.ts';
import { type FileProblem, useEditorProblems } from './problems-store.ts';

/** Everything known to be wrong in the workspace. */
export function useProblems(): readonly FileProblem[] {
  const functions = useFunctions((state) => state.functions);
  const found = useEditorProblems((state) => state.problems);
  return useMemo(() => knownProblems(functions.values(), found), [functions, found]);
}
