import { create } from 'zustand';

import { engine } from '../api/clients.ts';
import { type Problem, problemOf } from '../api/problem.ts';
import { isDirty } from './drafts.ts';
import { textSaved, useDrafts } from './drafts-store.ts';

type SaveState = { phase: 'saving' } | { phase: 'failed'; problem: Problem };

/** How saving each function goes; nothing for a function whose last save succeeded. */
export const useSaves = create<{ saves: Readonly<Record<string, SaveState>> }>()(() => ({ saves: {} }));

/**
 * Stores the function's text; the gateway serves it when this resolves to true. False when it could not be stored:
 * the text stays as it is and `useSaves` says why. A second call while one is under way does nothing.
 */
export async function saveFunction(functionId: string): Promise<boolean> {
  const draft = useDrafts.getState().drafts[functionId];
  if (draft === undefined || useSaves.getState().saves[functionId]?.phase === 'saving') return false;
  if (!isDirty(draft)) return true;
  setSave(functionId, { phase: 'saving' });
  try {
    await engine.functions.update({ id: functionId, code: draft.text });
    textSaved(functionId, draft.text);
    setSave(functionId, null);
    return true;
  } catch (error) {
    setSave(functionId, { phase: 'failed', problem: problemOf(error) });
    return false;
  }
}

/** Forgets why the last save failed. */
export function dismissSaveProblem(functionId: string): void {
  if (useSaves.getState().saves[functionId]?.phase === 'failed') setSave(functionId, null);
}

function setSave(functionId: string, save: SaveState | null): void {
  useSaves.setState(({ saves }) => {
    const { [functionId]: _before, ...others } = saves;
    return { saves: save === null ? others : { ...others, [functionId]: save } };
  });
}
