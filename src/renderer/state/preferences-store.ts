import { create } from 'zustand';

import { defaultPreferences, type Preferences } from '../../contract/shell.ts';
import { shell } from '../api/clients.ts';
import { reportProblem } from './toasts-store.ts';

/** What the person chose for the app on this machine, kept current by live-sync. */
export const usePreferences = create<Preferences>()(() => ({
  ...defaultPreferences,
  // Not known until the app has told; who was welcomed must not see it flash.
  welcomed: true,
  checklistDismissed: true,
}));

/** Changes at once and keeps it; says so if it could not be kept. */
export async function setPreferences(patch: Partial<Preferences>): Promise<void> {
  usePreferences.setState(patch);
  try {
    await shell.preferences.set(patch);
  } catch (error) {
    reportProblem(error);
  }
}
