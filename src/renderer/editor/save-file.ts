import { create } from 'zustand';

import { engine } from '../api/clients.ts';
import { type Problem, problemOf } from '../api/problem.ts';
import { currentFunctions, functionsKnown } from '../state/functions-store.ts';
import { usePreferences } from '../state/preferences-store.ts';
import { functionOfEntry } from '../state/workspace-paths.ts';
import { isDirty } from './drafts.ts';
import { isUnsaved, saveCount, storedText, textSaved, unsavedOf, useDrafts } from './drafts-store.ts';
import { formatFile } from './formatting.ts';
import { storedVersions } from './stored-versions.ts';

type SaveState = { phase: 'saving' } | { phase: 'failed'; problem: Problem };

/** How saving each file goes, by its path; nothing for a file whose last save succeeded. */
export const useSaves = create<{ saves: Readonly<Record<string, SaveState>> }>()(() => ({ saves: {} }));

/**
 * Stores a file's text, formatted first where the person chose so; functions made of it serve it when this resolves to
 * true. False when it could not be stored: the text stays as it is and `useSaves` says why. A second call while one is
 * under way does nothing.
 */
export async function saveFile(path: string): Promise<boolean> {
  if (useSaves.getState().saves[path]?.phase === 'saving') return false;
  if (!isUnsaved(useDrafts.getState().drafts, path)) return true;
  setSave(path, { phase: 'saving' });
  try {
    if (usePreferences.getState().formatOnSave) await formatFile(path);
    const draft = useDrafts.getState().drafts[path];
    if (draft !== undefined && isDirty(draft)) await store(path, draft.text);
    setSave(path, null);
    return true;
  } catch (error) {
    setSave(path, { phase: 'failed', problem: problemOf(error) });
    if (problemOf(error).code === 'FILE_CONFLICT') void readAgain(path);
    return false;
  }
}

/** Saves files, the code of functions last, so that what it imports is there; answers those that could not be saved. */
export async function saveFiles(paths: readonly string[]): Promise<string[]> {
  const isEntry = (path: string): boolean => functionOfEntry(currentFunctions(), path) !== undefined;
  const failed: string[] = [];
  for (const path of paths.toSorted((a, b) => Number(isEntry(a)) - Number(isEntry(b)))) {
    if (!(await saveFile(path))) failed.push(path);
  }
  return failed;
}

/** Saves what is unsaved of a function and the shared files; true when all of it is stored. */
export async function saveFunction(functionId: string): Promise<boolean> {
  const failed = await saveFiles(unsavedOf(useDrafts.getState().drafts, functionId));
  return failed.length === 0;
}

/** Saves everything that is unsaved. */
export async function saveAll(): Promise<void> {
  const { drafts } = useDrafts.getState();
  await saveFiles(Object.keys(drafts).filter((path) => isUnsaved(drafts, path)));
}

async function store(path: string, text: string): Promise<void> {
  await functionsKnown();
  const owner = functionOfEntry(currentFunctions(), path);
  if (owner === undefined) {
    const { version } = await engine.files.write({ path, text, expected: storedVersions.get(path) });
    storedVersions.set(path, version);
  } else {
    await engine.functions.update({ id: owner.id, code: text });
  }
  textSaved(path, text);
}

/** Somebody else wrote it: what they wrote is compared with what is here. */
async function readAgain(path: string): Promise<void> {
  const since = saveCount(path);
  const file = await engine.files.read({ path }).catch(() => undefined);
  if (file === undefined) return;
  storedVersions.set(path, file.version);
  storedText(path, file.text, since);
}

/** Forgets why the last save failed. */
export function dismissSaveProblem(path: string): void {
  if (useSaves.getState().saves[path]?.phase === 'failed') setSave(path, null);
}

function setSave(path: string, save: SaveState | null): void {
  useSaves.setState(({ saves }) => {
    const { [path]: _before, ...others } = saves;
    return { saves: save === null ? others : { ...others, [path]: save } };
  });
}
