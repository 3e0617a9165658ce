import type { TestSummary } from '../../../contract/test.ts';
import { engine } from '../../api/clients.ts';
import { i18n } from '../../i18n/i18n.ts';
import { unsavedDraft } from '../../run/unsaved-draft.ts';
import { reportProblem, showToast } from '../../state/toasts-store.ts';
import { runTests } from '../../tests/run-tests.ts';
import { newTestName } from '../../tests/save-test.ts';

/** Deletes a test and offers to bring it back; a broken file is deleted for good only by its owner. */
export async function removeTest({ functionId, name, broken }: TestSummary): Promise<void> {
  try {
    const kept = broken ? null : await engine.tests.get({ functionId, name });
    await engine.tests.remove({ functionId, name });
    const restore = async (): Promise<void> => {
      if (kept) await engine.tests.save({ functionId, name, test: kept.test, create: true });
    };
    showToast({
      tone: 'info',
      title: i18n.t('tests.removed', { name }),
      ...(kept && { action: { label: i18n.t('tests.undo'), run: () => void restore().catch(reportProblem) } }),
    });
  } catch (error) {
    reportProblem(error);
  }
}

export async function duplicateTest({ functionId, name }: TestSummary): Promise<void> {
  try {
    const { test } = await engine.tests.get({ functionId, name });
    await engine.tests.save({ functionId, name: newTestName(functionId, test.request), test, create: true });
  } catch (error) {
    reportProblem(error);
  }
}

/** Runs the test once with its fetches going out, keeps them, and runs it again with what was kept. */
export async function recordTest({ functionId, name }: TestSummary): Promise<void> {
  try {
    const { test } = await engine.tests.record({ functionId, name, draft: unsavedDraft(functionId) });
    showToast({ tone: 'ok', title: i18n.t('tests.recorded', { count: test.exchanges?.length ?? 0 }) });
    await runTests({ functionId, name });
  } catch (error) {
    reportProblem(error);
  }
}
