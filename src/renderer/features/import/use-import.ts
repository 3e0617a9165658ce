import { useEffect, useRef, useState } from 'react';

import type { ConflictChoice, ImportEvent, ImportPlan, ImportResult, PlanInput } from '../../../contract/import.ts';
import { engine } from '../../api/clients.ts';
import { type Problem, problemOf } from '../../api/problem.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { missingPackages, type MissingPackages } from './missing-packages.ts';
import { showImported, tellImported } from './tell-imported.ts';

export interface Planning {
  plan: ImportPlan | null;
  loading: boolean;
  problem: Problem | null;
}

const nothing: Planning = { plan: null, loading: false, problem: null };

/** What an import of the input would do; asked anew whenever the input is another. */
export function usePlan(input: PlanInput | null): Planning {
  const [known, setKnown] = useState<Planning & { input: PlanInput | null }>({ ...nothing, input: null });
  useEffect(() => {
    if (input === null) return undefined;
    const abort = new AbortController();
    const learn = (planning: Omit<Planning, 'loading'>): void => {
      if (!abort.signal.aborted) setKnown({ ...planning, loading: false, input });
    };
    engine.imports
      .plan(input, { signal: abort.signal })
      .then((plan) => learn({ plan, problem: null }))
      .catch((error: unknown) => learn({ plan: null, problem: problemOf(error) }));
    return () => abort.abort();
  }, [input]);
  if (input === null) return nothing;
  return known.input === input ? known : { ...nothing, loading: true };
}

export type ImportProgress = Pick<ImportEvent & { type: 'progress' }, 'step' | 'done' | 'total'>;

/** What came in, and asks for packages that are not here. */
export interface Imported {
  result: ImportResult;
  missing: MissingPackages;
}

/** Runs an import of the input. One that has begun ends, whatever becomes of the dialog. */
export function useImport(input: PlanInput | null) {
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const [failure, setFailure] = useState<{ input: PlanInput; problem: Problem } | null>(null);
  const [imported, setImported] = useState<Imported | null>(null);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => void (gone.current = true);
  }, []);

  const run = async (choices: Record<string, ConflictChoice>): Promise<void> => {
    if (input === null) return;
    setFailure(null);
    setProgress({ step: 'write', done: 0, total: 1 });
    try {
      for await (const event of await engine.imports.run({ ...input, choices })) {
        if (event.type === 'finished') await finish(event.result);
        else if (!gone.current) setProgress(event);
      }
    } catch (error) {
      if (gone.current) reportProblem(error);
      else setFailure({ input, problem: problemOf(error) });
    }
    if (!gone.current) setProgress(null);
  };
  /** Whoever has left the dialog is in the middle of something else: that stays in sight. */
  const finish = async (result: ImportResult): Promise<void> => {
    const missing = await missingPackages(result.packages);
    if (gone.current) tellImported(result);
    else if (missing.places.length === 0) leaveImport(result);
    else setImported({ result, missing });
  };
  return { run, progress, imported, problem: failure !== null && failure.input === input ? failure.problem : null };
}

/** From the dialog to what came in. */
export function leaveImport(result: ImportResult): void {
  closeDialog();
  showImported(result);
  tellImported(result);
}
