import { useEffect, useRef, useState } from 'react';

import type { Bundle, ExportCheck, TargetName } from '../../../contract/bundle.ts';
import { engine } from '../../api/clients.ts';
import { problemOf } from '../../api/problem.ts';

/** How the bundle for one target stands. */
export interface TargetRun {
  target: TargetName;
  state: 'waiting' | 'running' | 'over';
  checks: readonly ExportCheck[];
  bundle: Bundle | null;
  problem: string | null;
}

/** Exports for one target after the other; what runs is stopped when the dialog goes. */
export function useExport() {
  const [runs, setRuns] = useState<readonly TargetRun[]>([]);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const start = async (functions: string[], targets: readonly TargetName[]): Promise<void> => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    setRuns(targets.map((target) => ({ target, state: 'waiting', checks: [], bundle: null, problem: null })));
    for (const target of targets) {
      const update = (change: (before: TargetRun) => Partial<TargetRun>): void => {
        if (controller.signal.aborted) return;
        setRuns((all) => all.map((run) => (run.target === target ? { ...run, ...change(run) } : run)));
      };
      await exportTo(functions, target, controller.signal, update);
      if (controller.signal.aborted) return;
    }
  };
  const stop = (): void => {
    abort.current?.abort();
    setRuns([]);
  };
  return { runs, running: runs.some(({ state }) => state !== 'over'), start, stop };
}

async function exportTo(
  functions: string[],
  target: TargetName,
  signal: AbortSignal,
  update: (change: (before: TargetRun) => Partial<TargetRun>) => void,
): Promise<void> {
  update(() => ({ state: 'running' }));
  try {
    for await (const event of await engine.bundles.export({ functions, target, verify: true }, { signal })) {
      if (event.type === 'finished') update(() => ({ bundle: event.bundle }));
      else update(({ checks }) => ({ checks: withCheck(checks, event.check) }));
    }
    update(() => ({ state: 'over' }));
  } catch (error) {
    update(() => ({ state: 'over', problem: problemOf(error).message }));
  }
}

/** A check comes again when it has changed, and keeps its place. */
function withCheck(checks: readonly ExportCheck[], check: ExportCheck): ExportCheck[] {
  const known = checks.some(({ id }) => id === check.id);
  return known ? checks.map((one) => (one.id === check.id ? check : one)) : [...checks, check];
}
