import { usePreferences, setPreferences } from './preferences-store.ts';

/** What is worth having done once, in this order. */
export const firstSteps = ['run', 'limit', 'call', 'test', 'palette', 'target'] as const;
export type FirstStep = (typeof firstSteps)[number];

/** Whether it still matters that a step is done. */
export function isOpenStep(step: FirstStep): boolean {
  const { stepsDone, checklistDismissed } = usePreferences.getState();
  return !checklistDismissed && !stepsDone.includes(step);
}

/** Remembers that a step was done. */
export function noteStep(step: FirstStep): void {
  if (isOpenStep(step)) void setPreferences({ stepsDone: [...usePreferences.getState().stepsDone, step] });
}
