import type { NexoFunction } from '../../../contract/function.ts';
import { engine } from '../../api/clients.ts';
import { i18n } from '../../i18n/i18n.ts';
import { reportProblem, showToast } from '../../state/toasts-store.ts';

/** Says that a function was deleted, and brings it back as it was if the person asks. */
export function offerUndo({ name, route, methods, code, language, limits, env }: NexoFunction): void {
  const restore = () => {
    engine.functions.create({ name, route, methods, code, language, limits, env }).catch(reportProblem);
  };
  showToast({
    tone: 'info',
    title: i18n.t('functions.deleted', { name }),
    action: { label: i18n.t('common.undo'), run: restore },
  });
}
