import { replaceTexts } from '../../editor/replace-texts.ts';
import { i18n } from '../../i18n/i18n.ts';
import { reportProblem, showToast } from '../../state/toasts-store.ts';
import type { Replaced } from './search-messages.ts';
import { mostMatches, searcher, searchNow, useSearch } from './search-store.ts';
import { workspaceTexts } from '../../editor/workspace-texts.ts';

/** Replaces what was found in all files and saves them, but for those that were unsaved before; and offers to undo it. */
export async function replaceAll(): Promise<void> {
  const { query, replacement } = useSearch.getState();
  if (replacement === null) return;
  try {
    const texts = await workspaceTexts();
    const answer = await searcher.search(texts, { query, limit: mostMatches, replacement, replace: true });
    const failed = await replaceTexts(
      answer.replaced.map(({ path, before, text }) => ({ path, from: before, to: text })),
    );
    tell(answer.replaced, failed);
  } catch (error) {
    reportProblem(error);
  }
  await searchNow();
}

function tell(replaced: readonly Replaced[], failed: readonly string[]): void {
  const count = replaced.reduce((sum, one) => sum + one.count, 0);
  const undo = async () => {
    await replaceTexts(replaced.map(({ path, before, text }) => ({ path, from: text, to: before })));
    await searchNow();
  };
  showToast({
    tone: failed.length > 0 ? 'info' : 'ok',
    title: i18n.t('search.replaced', { count, files: replaced.length }),
    ...(failed.length > 0 && { description: i18n.t('search.replaceFailed', { count: failed.length }) }),
    action: { label: i18n.t('common.undo'), run: () => void undo() },
  });
}
