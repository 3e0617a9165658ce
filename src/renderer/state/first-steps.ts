import { usePreferences, setPreferences } from './preferences-store.ts';

/** What is worth having done once, in this order. */
export const firstSteps = ['run', 'limit', 'call', 'test', 'palette', 'target'] as const;
export type FirstStep = (typeof firstSteps)[number];

/** Remembers that a step was done. */
export function noteStep(step: FirstStep): void {
  const { stepsDone, checklistDismissed } = usePreferences.getState();
  if (checklistDismissed || stepsDone.includes(step)) return;
  void setPreferences({ stepsDone: [...stepsDone, step] });
}
