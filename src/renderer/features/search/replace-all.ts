import { editText, isUnsaved, saveCount, storedText, useDrafts } from '../../editor/drafts-store.ts';
import { saveFiles } from '../../editor/save-file.ts';
import { showFile } from '../../editor/tabs-store.ts';
import { i18n } from '../../i18n/i18n.ts';
import { reportProblem, showToast } from '../../state/toasts-store.ts';
import type { Replaced } from './search-messages.ts';
import { mostMatches, searcher, searchNow, useSearch } from './search-store.ts';
import { workspaceTexts } from './workspace-texts.ts';

/** Replaces what was found in all files and saves them, but for those that were unsaved before; and offers to undo it. */
export async function replaceAll(): Promise<void> {
  const { query, replacement } = useSearch.getState();
  if (replacement === null) return;
  try {
    const texts = await workspaceTexts();
    const answer = await searcher.search(texts, { query, limit: mostMatches, replacement, replace: true });
    const failed = await write(answer.replaced.map(({ path, before, text }) => ({ path, from: before, to: text })));
    tell(answer.replaced, failed);
  } catch (error) {
    reportProblem(error);
  }
  await searchNow();
}

function tell(replaced: readonly Replaced[], failed: readonly string[]): void {
  const count = replaced.reduce((sum, one) => sum + one.count, 0);
  const undo = async () => {
    await write(replaced.map(({ path, before, text }) => ({ path, from: text, to: before })));
    await searchNow();
  };
  showToast({
    tone: failed.length > 0 ? 'info' : 'ok',
    title: i18n.t('search.replaced', { count, files: replaced.length }),
    ...(failed.length > 0 && { description: i18n.t('search.replaceFailed', { count: failed.length }) }),
    action: { label: i18n.t('common.undo'), run: () => void undo() },
  });
}

interface Change {
  path: string;
  from: string;
  to: string;
}

/** Puts texts in the place of others, and answers the files that could not be saved: those are shown. */
async function write(changes: readonly Change[]): Promise<string[]> {
  const failed = await saveFiles(changes.filter(edit).map(({ path }) => path));
  for (const path of failed) showFile(path, { keep: true });
  return failed;
}

/** Whether the file is to be saved: one that was unsaved before stays so. */
function edit({ path, from, to }: Change): boolean {
  const wasUnsaved = isUnsaved(useDrafts.getState().drafts, path);
  if (useDrafts.getState().drafts[path] === undefined) storedText(path, from, saveCount(path));
  // What was typed meanwhile is not overwritten.
  if (useDrafts.getState().drafts[path]?.text !== from) return false;
  editText(path, to);
  return !wasUnsaved;
}
