import { create } from 'zustand';

import { keepDrafts, loadDrafts } from './draft-storage.ts';
import { type Draft, keepMine, takeTheirs, withSave, withStored, withText } from './drafts.ts';

interface DraftsState {
  /** The workspace folder the drafts belong to; null until one is open. */
  workspace: string | null;
  /** By function id. */
  drafts: Readonly<Record<string, Draft>>;
  /** Whether unsaved text would survive a restart of the app. */
  kept: boolean;
}

/** What the person has typed in each function, saved or not; independent of the engine. */
export const useDrafts = create<DraftsState>()(() => ({ workspace: null, drafts: {}, kept: true }));

/** Counts the saves of each function, so that an answer asked for before a save is not taken for news. */
const saves = new Map<string, number>();

/** Begins with what the last session left unsaved in this workspace. */
export function openDrafts(workspace: string): void {
  if (useDrafts.getState().workspace === workspace) return;
  keepDraftsNow();
  useDrafts.setState({ workspace, drafts: loadDrafts(localStorage, workspace), kept: true });
}

/** The engine says what is stored. `since` is what `saveCount` was when it was asked. */
export function storedText(functionId: string, code: string, since: number): void {
  if (saveCount(functionId) === since) change(functionId, (draft) => withStored(draft, code));
}

export function saveCount(functionId: string): number {
  return saves.get(functionId) ?? 0;
}

export function editText(functionId: string, text: string): void {
  change(functionId, (draft) => draft && withText(draft, text));
}

/** `code` was stored on the person's wish. */
export function textSaved(functionId: string, code: string): void {
  saves.set(functionId, saveCount(functionId) + 1);
  change(functionId, (draft) => draft && withSave(draft, code));
}

export const keepMyText = (functionId: string): void => change(functionId, (draft) => draft && keepMine(draft));
export const takeStoredText = (functionId: string): void => change(functionId, (draft) => draft && takeTheirs(draft));

/** Writes unsaved drafts where a crash does not reach them. */
export function keepDraftsNow(): void {
  const { workspace, drafts, kept } = useDrafts.getState();
  if (workspace === null) return;
  const keptNow = keepDrafts(localStorage, workspace, drafts);
  if (keptNow !== kept) useDrafts.setState({ kept: keptNow });
}

function change(functionId: string, next: (draft: Draft | undefined) => Draft | undefined): void {
  useDrafts.setState((state) => {
    const before = state.drafts[functionId];
    const after = next(before);
    if (after === undefined || after === before) return state;
    return { drafts: { ...state.drafts, [functionId]: after } };
  });
}
