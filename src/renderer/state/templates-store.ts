import { create } from 'zustand';

import type { Template } from '../../contract/workspace.ts';
import { engine } from '../api/clients.ts';
import { reportProblem } from './toasts-store.ts';

/** Starting points for new functions; null until they have been asked for and have come. */
export const useTemplates = create<{ templates: readonly Template[] | null }>()(() => ({ templates: null }));

/** Asks the engine once; says so if that fails, and asks again the next time. */
export async function loadTemplates(): Promise<void> {
  if (useTemplates.getState().templates) return;
  try {
    useTemplates.setState({ templates: await engine.workspace.templates() });
  } catch (error) {
    reportProblem(error);
  }
}
