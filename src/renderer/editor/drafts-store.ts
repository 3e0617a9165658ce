import { create } from 'zustand';

import { createBrowserDraftStorage, lastMoment } from './browser-draft-storage.ts';
import { draftsToKeep, restoreDrafts } from './draft-storage.ts';
import { type Draft, isDirty, keepMine, takeTheirs, withSave, withStored, withText } from './drafts.ts';

interface DraftsState {
  /** The workspace folder the drafts belong to; null until one is open. */
  workspace: string | null;
  /** By function id. */
  drafts: Readonly<Record<string, Draft>>;
  /** Whether what the last session left has been read; nothing is kept before, so as not to overwrite it. */
  restored: boolean;
  /** Whether unsaved text would survive a restart of the app. */
  kept: boolean;
}

/** What the person has typed in each function, saved or not; independent of the engine. */
export const useDrafts = create<DraftsState>()(() => ({ workspace: null, drafts: {}, restored: false, kept: true }));

const storage = createBrowserDraftStorage();

/** Counts the saves of each function, so that an answer asked for before a save is not taken for news. */
const saves = new Map<string, number>();

/** Begins with what the last session left unsaved in this workspace. */
export async function openDrafts(workspace: string): Promise<void> {
  if (useDrafts.getState().workspace === workspace) return;
  keepDraftsAtLastMoment();
  useDrafts.setState({ workspace, drafts: {}, restored: false, kept: true });
  const database = await storage.read(workspace).catch(() => undefined);
  useDrafts.setState((state) => {
    if (state.workspace !== workspace) return state;
    const drafts = withRestored(state.drafts, restoreDrafts([database, lastMoment.read(workspace)]));
    return { drafts, restored: true };
  });
}

/** Drafts opened meanwhile take up what was left unsaved, unless the person has typed in them since. */
function withRestored(opened: Readonly<Record<string, Draft>>, left: Record<string, Draft>): Record<string, Draft> {
  const merged: Record<string, Draft> = { ...left };
  for (const [id, draft] of Object.entries(opened)) {
    const unsaved = left[id];
    merged[id] = isDirty(draft) || unsaved === undefined ? draft : withStored(unsaved, draft.saved);
  }
  return merged;
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
export async function keepDraftsNow(): Promise<void> {
  const { workspace, drafts, restored } = useDrafts.getState();
  if (workspace === null || !restored) return;
  const kept = await storage.write(workspace, draftsToKeep(drafts, Date.now())).then(
    () => true,
    () => false,
  );
  if (kept !== useDrafts.getState().kept) useDrafts.setState({ kept });
}

/** The same while the window closes. */
export function keepDraftsAtLastMoment(): void {
  const { workspace, drafts, restored } = useDrafts.getState();
  if (workspace !== null && restored) lastMoment.write(workspace, draftsToKeep(drafts, Date.now()));
}

function change(functionId: string, next: (draft: Draft | undefined) => Draft | undefined): void {
  useDrafts.setState((state) => {
    const before = state.drafts[functionId];
    const after = next(before);
    if (after === undefined || after === before) return state;
    return { drafts: { ...state.drafts, [functionId]: after } };
  });
}
