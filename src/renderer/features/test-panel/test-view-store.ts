import { create } from 'zustand';

import { useRefusedRequest } from '../../run/request-problem.ts';
import { useRuns } from '../../run/runs-store.ts';

export type TestView = 'request' | 'tests' | 'burst';

/** What the panel beside the code shows. A run of the prepared request brings it to the front, and so does one it is not fit for. */
export const useTestView = create<{ view: TestView }>()(() => ({ view: 'request' }));

export const chooseTestView = (view: TestView): void => useTestView.setState({ view });

useRuns.subscribe(({ runs }, before) => {
  const began = Object.entries(runs).some(([id, run]) => run.number !== before.runs[id]?.number);
  if (began) chooseTestView('request');
});

useRefusedRequest.subscribe(({ refusal }) => {
  if (refusal !== null) chooseTestView('request');
});
