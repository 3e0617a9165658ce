import type { ImportResult } from '../../../contract/import.ts';
import { engine } from '../../api/clients.ts';
import { i18n } from '../../i18n/i18n.ts';
import { openScreen } from '../../state/router-store.ts';
import { reportProblem, showToast } from '../../state/toasts-store.ts';

/** Leads to what came in. */
export function showImported({ functions }: ImportResult): void {
  const [first, second] = functions;
  if (first !== undefined && second === undefined) openScreen({ name: 'editor', functionId: first.id });
  else if (first !== undefined) openScreen({ name: 'functions' });
}

/** Says what came in, and takes it back if the person asks. */
export function tellImported({ id, functions, files }: ImportResult): void {
  const broken = functions.filter(({ problem }) => problem !== null);
  showToast({
    tone: broken.length > 0 ? 'info' : 'ok',
    title:
      functions.length > 0
        ? i18n.t('importing.done', { count: functions.length })
        : i18n.t('importing.doneRequests', { count: files.length }),
    ...(broken.length > 0 && {
      description: i18n.t('importing.broken', { names: broken.map((one) => one.id).join(', ') }),
    }),
    action: { label: i18n.t('common.undo'), run: () => void undo(id) },
  });
}

async function undo(id: string): Promise<void> {
  try {
    await engine.imports.undo({ id });
    showToast({ tone: 'info', title: i18n.t('importing.undone') });
  } catch (error) {
    reportProblem(error);
  }
}
