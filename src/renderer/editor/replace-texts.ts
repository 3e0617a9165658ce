import { editText, isUnsaved, saveCount, storedText, useDrafts } from './drafts-store.ts';
import { saveFiles } from './save-file.ts';
import { showFile } from './tabs-store.ts';

/** One file's text in the place of another. */
export interface TextChange {
  path: string;
  from: string;
  to: string;
}

/**
 * Puts texts in the place of others and saves them, but for files that were unsaved before. Answers the files that could
 * not be saved: those are shown.
 */
export async function replaceTexts(changes: readonly TextChange[]): Promise<string[]> {
  const failed = await saveFiles(changes.filter(edit).map(({ path }) => path));
  for (const path of failed) showFile(path, { keep: true });
  return failed;
}

/** Whether the file is to be saved: one that was unsaved before stays so. */
function edit({ path, from, to }: TextChange): boolean {
  const wasUnsaved = isUnsaved(useDrafts.getState().drafts, path);
  if (useDrafts.getState().drafts[path] === undefined) storedText(path, from, saveCount(path));
  // What was typed meanwhile is not overwritten.
  if (useDrafts.getState().drafts[path]?.text !== from) return false;
  editText(path, to);
  return !wasUnsaved;
}
