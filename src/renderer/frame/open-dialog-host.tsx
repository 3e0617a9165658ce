import { CreateFunctionDialog } from '../features/functions/create-function-dialog.tsx';
import { DeleteFunctionDialog } from '../features/functions/delete-function-dialog.tsx';
import { FunctionSettingsDialog } from '../features/functions/function-settings-dialog.tsx';
import { CommandPalette } from '../features/palette/command-palette.tsx';
import { ShortcutSheet } from '../features/palette/shortcut-sheet.tsx';
import { useDialogs } from '../state/dialogs-store.ts';

/** Shows the dialog a screen or the menu asked for. */
export function OpenDialogHost() {
  const dialog = useDialogs((state) => state.dialog);
  switch (dialog?.kind) {
    case 'palette':
      return <CommandPalette />;
    case 'shortcuts':
      return <ShortcutSheet />;
    case 'create-function':
      return <CreateFunctionDialog templateId={dialog.templateId} />;
    case 'function-settings':
      return <FunctionSettingsDialog functionId={dialog.functionId} />;
    case 'delete-function':
      return <DeleteFunctionDialog functionId={dialog.functionId} />;
    case undefined:
      return null;
  }
}
