import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { engine } from '../../api/clients.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { openScreen, useRouter } from '../../state/router-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { offerUndo } from './offer-undo.ts';

/** Asks before a function is deleted; afterwards a notice offers to bring it back. */
export function DeleteFunctionDialog({ functionId }: { functionId: string }) {
  const { t } = useTranslation();
  const summary = useFunctions((state) => state.functions.get(functionId));
  const [busy, setBusy] = useState(false);
  const name = summary?.name ?? functionId;
  const remove = async () => {
    setBusy(true);
    try {
      await engine.functions.remove({ id: functionId });
      leaveEditorOf(functionId);
      offerUndo({ id: functionId, name });
    } catch (error) {
      reportProblem(error);
    } finally {
      closeDialog();
    }
  };
  return (
    <ConfirmDialog
      title={t('functions.deleteTitle', { name })}
      description={t('functions.deleteDescription', { file: `functions/${functionId}` })}
      confirmLabel={t('common.delete')}
      cancelLabel={t('common.cancel')}
      busy={busy}
      onConfirm={() => void remove()}
      onCancel={closeDialog}
    />
  );
}

function leaveEditorOf(functionId: string): void {
  const { screen, lastFunctionId } = useRouter.getState();
  if (screen.name === 'editor' && screen.functionId === functionId) openScreen({ name: 'functions' });
  if (lastFunctionId === functionId) useRouter.setState({ lastFunctionId: null });
}
