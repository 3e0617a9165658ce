import { useEffect } from 'react';

import { readImportFile } from '../http/read-import-file.ts';
import { i18n } from '../i18n/i18n.ts';
import { openDialog, useDialogs } from '../state/dialogs-store.ts';
import { reportProblem, showToast } from '../state/toasts-store.ts';

/** A file that is dropped on the window, where nothing else takes it, is shown as what would be imported. */
export function useFileDrop(): void {
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      const items = [...(event.dataTransfer?.items ?? [])];
      if (event.defaultPrevented || items.length === 0) return;
      event.preventDefault();
      const { dialog } = useDialogs.getState();
      // What a person is in the middle of stays.
      if (dialog !== null && dialog.kind !== 'import') return;
      if (items.some((item) => item.webkitGetAsEntry()?.isDirectory)) {
        openDialog({ kind: 'import' });
        return showToast({ tone: 'info', title: i18n.t('importing.dropFolder') });
      }
      const [file] = event.dataTransfer?.files ?? [];
      if (file !== undefined) void show(file).catch(reportProblem);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);
}

async function show(file: File): Promise<void> {
  const source = await readImportFile(file);
  if (source === null) showToast({ tone: 'info', title: i18n.t('importing.tooLarge') });
  else openDialog({ kind: 'import', source });
}
