import { create } from 'zustand';

import type { BurstInput, BurstState } from '../../../contract/burst.ts';
import { engine } from '../../api/clients.ts';
import { type Problem, problemOf } from '../../api/problem.ts';

interface Bursts {
  /** The last burst of each function, by id. */
  states: Readonly<Record<string, BurstState>>;
  problems: Readonly<Record<string, Problem | undefined>>;
  running: string | null;
}

/** One burst at a time: two would measure each other. */
export const useBursts = create<Bursts>()(() => ({ states: {}, problems: {}, running: null }));

let abort: AbortController | undefined;

export async function startBurst(input: BurstInput): Promise<void> {
  if (useBursts.getState().running !== null) return;
  const { id } = input;
  const own = new AbortController();
  abort = own;
  useBursts.setState(({ problems }) => ({ running: id, problems: { ...problems, [id]: undefined } }));
  try {
    for await (const state of await engine.bursts.run(input, { signal: own.signal })) {
      useBursts.setState(({ states }) => ({ states: { ...states, [id]: state } }));
    }
  } catch (error) {
    const problem = own.signal.aborted ? undefined : problemOf(error);
    useBursts.setState(({ problems }) => ({ problems: { ...problems, [id]: problem } }));
  } finally {
    useBursts.setState({ running: null });
  }
}

/** What was measured by then stays. */
export const stopBurst = (): void => abort?.abort();
