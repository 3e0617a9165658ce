import type { OpenRequest } from '../../contract/shell.ts';
import { i18n } from '../i18n/i18n.ts';
import { openDialog } from './dialogs-store.ts';
import { currentFunctions, functionsKnown } from './functions-store.ts';
import { openScreen } from './router-store.ts';
import { showToast } from './toasts-store.ts';

/** Shows what a link or a double click asks for; it never runs or changes anything. */
export async function answerOpenRequest(request: OpenRequest): Promise<void> {
  await functionsKnown();
  if (request.type === 'bundle') return openDialog({ kind: 'import', file: request.file });
  const { id } = request;
  if (currentFunctions().has(id)) return openScreen({ name: 'editor', functionId: id });
  showToast({ tone: 'info', title: i18n.t('palette.notFound', { id }) });
}
