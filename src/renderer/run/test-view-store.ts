import { create } from 'zustand';

import { useRefusedRequest } from './request-problem.ts';
import { useRuns } from './runs-store.ts';

export type TestView = 'request' | 'tests' | 'burst';

interface TestViewState {
  view: TestView;
  /** Counts how often a view was asked for from elsewhere: where panes take turns, the panel comes into sight for it. */
  asked: number;
}

/** What the panel beside the code shows. A run of the prepared request brings it to the front, and so does one it is not fit for. */
export const useTestView = create<TestViewState>()(() => ({ view: 'request', asked: 0 }));

/** Chooses a view in the panel. */
export const chooseTestView = (view: TestView): void => useTestView.setState({ view });

/** Shows a view from anywhere in the window. */
export const showTestView = (view: TestView): void => useTestView.setState(({ asked }) => ({ view, asked: asked + 1 }));

useRuns.subscribe(({ runs }, before) => {
  const began = Object.entries(runs).some(([id, run]) => run.number !== before.runs[id]?.number);
  if (began) chooseTestView('request');
});

useRefusedRequest.subscribe(({ refusal }) => {
  if (refusal !== null) showTestView('request');
});
