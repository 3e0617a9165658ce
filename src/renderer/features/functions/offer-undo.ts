import type { FunctionSummary } from '../../../contract/function.ts';
import { engine } from '../../api/clients.ts';
import { i18n } from '../../i18n/i18n.ts';
import { reportProblem, showToast } from '../../state/toasts-store.ts';

/** Says that a function was deleted, and brings its whole folder back if the person asks. */
export function offerUndo({ id, name }: Pick<FunctionSummary, 'id' | 'name'>): void {
  showToast({
    tone: 'info',
    title: i18n.t('functions.deleted', { name }),
    action: { label: i18n.t('common.undo'), run: () => void engine.functions.restore({ id }).catch(reportProblem) },
  });
}
