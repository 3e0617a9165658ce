import type { Call } from '../../../contract/call.ts';
import { engine } from '../../api/clients.ts';
import { showInGutter } from '../../editor/gutter-store.ts';
import { i18n } from '../../i18n/i18n.ts';
import { showToast } from '../../state/toasts-store.ts';

/**
 * Sends a recorded request again, to what is served now, and says which headers it went without. With `marks` its lines
 * are counted, as in a run from the editor, and marked in the code.
 */
export async function replayCall({ id, functionId }: Call, marks: boolean): Promise<Call> {
  const { call, withheld, lines } = await engine.calls.replay({ id, ...(marks && { countLines: true }) });
  if (marks) showInGutter(functionId, { lines, failure: call.failure });
  if (withheld.length > 0) {
    showToast({ tone: 'info', title: i18n.t('calls.withheld'), description: withheld.join(', ') });
  }
  return call;
}
