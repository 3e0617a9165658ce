import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { discardDraft } from '../../editor/drafts-store.ts';
import { saveFile } from '../../editor/save-file.ts';
import { closeFile } from '../../editor/tabs-store.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { baseName } from '../../state/workspace-paths.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Asks what becomes of unsaved text when its file is closed. */
export function CloseFileDialog({ path, group }: { path: string; group: number }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const leave = () => {
    closeDialog();
    closeFile(path, group);
  };
  const save = async () => {
    setBusy(true);
    // Why it could not be saved is said over the text, which stays open.
    if (await saveFile(path)) leave();
    else closeDialog();
  };
  const discard = () => {
    leave();
    discardDraft(path);
  };
  return (
    <Dialog
      title={t('editor.closeTitle', { name: baseName(path) })}
      description={t('editor.closeDescription')}
      closeLabel={t('common.close')}
      onClose={closeDialog}
      width="w-[440px]"
      footer={
        <>
          <Button tone="ghost" onClick={discard}>
            {t('editor.discard')}
          </Button>
          <span className="flex-1" />
          <Button onClick={closeDialog}>{t('common.cancel')}</Button>
          <Button tone="primary" busy={busy} autoFocus onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <code data-selectable className="text-xs break-all text-text-2">
        {path}
      </code>
    </Dialog>
  );
}
