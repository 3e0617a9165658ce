import { create } from 'zustand';

import { useFunctions } from '../state/functions-store.ts';
import { runTests } from './run-tests.ts';
import { useTests } from './tests-store.ts';

const storageKey = 'nexo-rerun-tests-on-save';

/** Whether a function's tests run again as soon as other code of it is served. Kept on this machine. */
export const useRerunOnSave = create<{ on: boolean }>()(() => ({ on: localStorage.getItem(storageKey) === 'on' }));

export function setRerunOnSave(on: boolean): void {
  localStorage.setItem(storageKey, on ? 'on' : 'off');
  useRerunOnSave.setState({ on });
}

/** Watches for it, whoever saves: this window, another editor, a script. */
export function startRerunOnSave(): { dispose(): void } {
  const stop = useFunctions.subscribe(({ functions }, before) => {
    if (!useRerunOnSave.getState().on || functions === before.functions) return;
    for (const [id, now] of functions) {
      const old = before.functions.get(id);
      const hasTests = useTests.getState().tests?.has(id) === true;
      if (hasTests && old !== undefined && old.version !== now.version && !now.problem)
        void runTests({ functionId: id });
    }
  });
  return { dispose: stop };
}
