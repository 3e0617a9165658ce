import { create } from 'zustand';

import { type RequestPart, useRefusedRequest } from '../../run/request-problem.ts';

export type RequestTab = 'query' | Exclude<RequestPart, 'path'>;

/** Which part of the prepared request is shown; stays from function to function. */
export const useRequestTab = create<{ tab: RequestTab }>()(() => ({ tab: 'body' }));

export const chooseRequestTab = (tab: RequestTab): void => useRequestTab.setState({ tab });

// What is wrong comes into sight.
useRefusedRequest.subscribe(({ refusal }) => {
  if (refusal !== null && refusal.part !== 'path') chooseRequestTab(refusal.part);
});
