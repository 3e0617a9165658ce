import { useEffect, useState } from 'react';

import { engine } from '../api/clients.ts';
import { type Problem, problemOf } from '../api/problem.ts';
import { useEngine } from '../state/engine-store.ts';
import { useFunctions } from '../state/functions-store.ts';
import { saveCount, storedText } from './drafts-store.ts';

/**
 * Keeps the draft of a function in step with what is stored while it is shown: read on opening, and again whenever
 * its version changes or the engine has come back. Answers why it could not be read, or null.
 */
export function useStoredCode(functionId: string): Problem | null {
  const version = useFunctions((state) => state.functions.get(functionId)?.version);
  const damaged = useFunctions((state) => (state.functions.get(functionId)?.damage ?? null) !== null);
  const ready = useEngine((state) => state.engine.phase === 'ready');
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    if (!ready || version === undefined || damaged) return undefined;
    const abort = new AbortController();
    const since = saveCount(functionId);
    engine.functions.get({ id: functionId }, { signal: abort.signal }).then(
      ({ code }) => {
        if (abort.signal.aborted) return;
        storedText(functionId, code, since);
        setProblem(null);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setProblem(problemOf(error));
      },
    );
    return () => abort.abort();
  }, [functionId, version, damaged, ready]);

  return problem;
}
