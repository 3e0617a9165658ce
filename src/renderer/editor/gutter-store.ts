import { create } from 'zustand';

import type { Failure, LineHits } from '../../contract/invocation.ts';

/** What is known, line by line, of the last run of a function, or of a call that was replayed. */
export interface GutterCall {
  /** Undefined where they were not counted. */
  lines: readonly LineHits[] | undefined;
  failure: Failure | null;
}

/** What the gutter shows of each function, by id. */
export const useGutter = create<{ calls: Readonly<Record<string, GutterCall>> }>()(() => ({ calls: {} }));

/** Marks in the gutter what came of a call, in place of the one before. */
export function showInGutter(functionId: string, call: GutterCall): void {
  useGutter.setState(({ calls }) => ({ calls: { ...calls, [functionId]: call } }));
}
