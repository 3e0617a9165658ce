import { useEffect, useRef, useState } from 'react';

import type { Bundle, ExportCheck, ExportInput } from '../../../contract/bundle.ts';
import { engine } from '../../api/clients.ts';
import { problemOf } from '../../api/problem.ts';

export interface ExportRun {
  running: boolean;
  checks: readonly ExportCheck[];
  bundle: Bundle | null;
  problem: string | null;
}

const nothing: ExportRun = { running: false, checks: [], bundle: null, problem: null };

/** Runs exports, one at a time; what runs is stopped when the dialog goes. */
export function useExport() {
  const [run, setRun] = useState<ExportRun>(nothing);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const start = async (input: ExportInput): Promise<void> => {
    const controller = new AbortController();
    abort.current = controller;
    setRun({ ...nothing, running: true });
    const update = (change: (before: ExportRun) => ExportRun): void => {
      if (!controller.signal.aborted) setRun(change);
    };
    try {
      for await (const event of await engine.bundles.export(input, { signal: controller.signal })) {
        if (event.type === 'finished') update((before) => ({ ...before, bundle: event.bundle }));
        else update((before) => ({ ...before, checks: withCheck(before.checks, event.check) }));
      }
      update((before) => ({ ...before, running: false }));
    } catch (error) {
      update((before) => ({ ...before, running: false, problem: problemOf(error).message }));
    }
  };
  const stop = (): void => {
    abort.current?.abort();
    setRun(nothing);
  };
  return { run, start, stop };
}

/** A check comes again when it has changed, and keeps its place. */
function withCheck(checks: readonly ExportCheck[], check: ExportCheck): ExportCheck[] {
  const known = checks.some(({ id }) => id === check.id);
  return known ? checks.map((one) => (one.id === check.id ? check : one)) : [...checks, check];
}
