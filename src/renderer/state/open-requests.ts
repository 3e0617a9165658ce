import type { OpenRequest } from '../../contract/shell.ts';
import { i18n } from '../i18n/i18n.ts';
import { openDialog } from './dialogs-store.ts';
import { useFunctions } from './functions-store.ts';
import { openScreen } from './router-store.ts';
import { showToast } from './toasts-store.ts';

/** Shows what a link or a double click asks for; it never runs or changes anything. */
export function answerOpenRequest(request: OpenRequest): void {
  if (request.type === 'bundle') return whenOpen(() => openDialog({ kind: 'import', file: request.file }));
  whenOpen(() => {
    const { id } = request;
    if (useFunctions.getState().functions.has(id)) return openScreen({ name: 'editor', functionId: id });
    showToast({ tone: 'info', title: i18n.t('palette.notFound', { id }) });
  });
}

/** At once when the workspace is loaded, else when it is. */
function whenOpen(act: () => void): void {
  const isOpen = () => useFunctions.getState().workspace?.loading === null;
  if (isOpen()) return act();
  const stop = useFunctions.subscribe(() => {
    if (!isOpen()) return;
    stop();
    act();
  });
}
