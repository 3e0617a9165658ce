import { create } from 'zustand';

import { functionIdOf, isAtOrIn, isPartOf } from '../state/workspace-paths.ts';
import { createBrowserDraftStorage, lastMoment } from './browser-draft-storage.ts';
import { draftsToKeep, restoreDrafts } from './draft-storage.ts';
import { cleanDraft, type Draft, isDirty, keepMine, takeTheirs, withSave, withStored, withText } from './drafts.ts';

export type Drafts = Readonly<Record<string, Draft>>;

interface DraftsState {
  /** The workspace folder the drafts belong to; null until one is open. */
  workspace: string | null;
  /** By the file's path in the workspace. */
  drafts: Drafts;
  /** Whether what the last session left has been read; nothing is kept before, so as not to overwrite it. */
  restored: boolean;
  /** Whether unsaved text would survive a restart of the app. */
  kept: boolean;
}

/** What the person has typed in each file, saved or not; independent of the engine. */
export const useDrafts = create<DraftsState>()(() => ({ workspace: null, drafts: {}, restored: false, kept: true }));

const storage = createBrowserDraftStorage();

/** Counts the saves of each file, so that an answer asked for before a save is not taken for news. */
const saves = new Map<string, number>();

/** Begins with what the last session left unsaved in this workspace. `entryOf` finds a function's code by its id. */
export async function openDrafts(workspace: string, entryOf: (id: string) => string | undefined): Promise<void> {
  if (useDrafts.getState().workspace === workspace) return;
  keepDraftsAtLastMoment();
  useDrafts.setState({ workspace, drafts: {}, restored: false, kept: true });
  const database = await storage.read(workspace).catch(() => undefined);
  useDrafts.setState((state) => {
    if (state.workspace !== workspace) return state;
    const left = restoreDrafts([database, lastMoment.read(workspace)], entryOf);
    return { drafts: withRestored(state.drafts, left), restored: true };
  });
}

/** Drafts opened meanwhile take up what was left unsaved, unless the person has typed in them since. */
function withRestored(opened: Drafts, left: Record<string, Draft>): Record<string, Draft> {
  const merged: Record<string, Draft> = { ...left };
  for (const [path, draft] of Object.entries(opened)) {
    const unsaved = left[path];
    merged[path] = isDirty(draft) || unsaved === undefined ? draft : withStored(unsaved, draft.saved);
  }
  return merged;
}

/**
 * The engine says what is stored. `since` is what `saveCount` was when it was asked. Answers `merged` when unsaved text
 * took up a change made elsewhere.
 */
export function storedText(path: string, text: string, since: number): 'merged' | undefined {
  if (saveCount(path) !== since) return undefined;
  const before = useDrafts.getState().drafts[path];
  change(path, (draft) => withStored(draft, text));
  const after = useDrafts.getState().drafts[path];
  return before && after && isDirty(after) && before.text !== after.text ? 'merged' : undefined;
}

export function saveCount(path: string): number {
  return saves.get(path) ?? 0;
}

export function editText(path: string, text: string): void {
  change(path, (draft) => draft && withText(draft, text));
}

/** `text` was stored on the person's wish. */
export function textSaved(path: string, text: string): void {
  saves.set(path, saveCount(path) + 1);
  change(path, (draft) => draft && withSave(draft, text));
}

export const keepMyText = (path: string): void => change(path, (draft) => draft && keepMine(draft));
export const takeStoredText = (path: string): void => change(path, (draft) => draft && takeTheirs(draft));

/** Gives up what is unsaved in a file. */
export const discardDraft = (path: string): void => change(path, (draft) => draft && cleanDraft(draft.saved));

/** A file or folder has another name; unsaved text goes with it. */
export function moveDrafts(from: string, to: string): void {
  useDrafts.setState(({ drafts }) => ({
    drafts: Object.fromEntries(
      Object.entries(drafts).map(([path, draft]) => [
        isAtOrIn(path, from) ? to + path.slice(from.length) : path,
        draft,
      ]),
    ),
  }));
}

/** Whether there is unsaved text in a file. */
export function isUnsaved(drafts: Drafts, path: string): boolean {
  const draft = drafts[path];
  return draft !== undefined && isDirty(draft);
}

/** The files with unsaved text that a function is, or may be, made of; ordered, its own first. */
export function unsavedOf(drafts: Drafts, functionId: string): string[] {
  const order = (path: string): string => `${functionIdOf(path) === null ? 1 : 0}${path}`;
  return Object.keys(drafts)
    .filter((path) => isPartOf(path, functionId) && isUnsaved(drafts, path))
    .toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

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

function change(path: string, next: (draft: Draft | undefined) => Draft | undefined): void {
  useDrafts.setState((state) => {
    const before = state.drafts[path];
    const after = next(before);
    if (after === undefined || after === before) return state;
    return { drafts: { ...state.drafts, [path]: after } };
  });
}
