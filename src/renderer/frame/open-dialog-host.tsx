import { CloseFileDialog } from '../features/editor/close-file-dialog.tsx';
import { ExportDialog } from '../features/export/export-dialog.tsx';
import { CreateFunctionDialog } from '../features/functions/create-function-dialog.tsx';
import { DeleteFunctionDialog } from '../features/functions/delete-function-dialog.tsx';
import { DuplicateFunctionDialog } from '../features/functions/duplicate-function-dialog.tsx';
import { FunctionSettingsDialog } from '../features/functions/function-settings-dialog.tsx';
import { RenameFunctionDialog } from '../features/functions/rename-function-dialog.tsx';
import { ImportDialog } from '../features/import/import-dialog.tsx';
import { ChoosePreset } from '../features/palette/choose-preset.tsx';
import { CommandPalette } from '../features/palette/command-palette.tsx';
import { NotificationsDialog } from '../features/notifications/notifications-dialog.tsx';
import { ShortcutSheet } from '../features/palette/shortcut-sheet.tsx';
import { QuickOpen } from '../features/search/quick-open.tsx';
import { SwitchEnvironment } from '../features/palette/switch-environment.tsx';
import { SwitchWorkspace } from '../features/palette/switch-workspace.tsx';
import { EnvFileDialog } from '../features/settings/env-file-dialog.tsx';
import { VersionsDialog } from '../features/versions/versions-dialog.tsx';
import { closeDialog, useDialogs } from '../state/dialogs-store.ts';
import { useEnvironments } from '../state/environments-store.ts';

/** Shows the dialog a screen or the menu asked for. */
export function OpenDialogHost() {
  const { dialog, opened } = useDialogs();
  switch (dialog?.kind) {
    case 'palette':
      return <CommandPalette />;
    case 'switch-workspace':
      return <SwitchWorkspace />;
    case 'switch-environment':
      return <SwitchEnvironment />;
    case 'choose-preset':
      return <ChoosePreset />;
    case 'env-file':
      return <ImportEnvFile />;
    case 'notifications':
      return <NotificationsDialog />;
    case 'shortcuts':
      return <ShortcutSheet />;
    case 'create-function':
      return <CreateFunctionDialog templateId={dialog.templateId} />;
    case 'function-settings':
      return <FunctionSettingsDialog functionId={dialog.functionId} />;
    case 'versions':
      return <VersionsDialog functionId={dialog.functionId} />;
    case 'delete-function':
      return <DeleteFunctionDialog functionId={dialog.functionId} />;
    case 'rename-function':
      return <RenameFunctionDialog functionId={dialog.functionId} />;
    case 'duplicate-function':
      return <DuplicateFunctionDialog functionId={dialog.functionId} />;
    case 'close-file':
      return <CloseFileDialog path={dialog.path} group={dialog.group} />;
    case 'export':
      return <ExportDialog functionId={dialog.functionId} />;
    case 'import':
      // What is dropped on an open one begins it anew.
      return <ImportDialog key={opened} source={dialog.source} file={dialog.file} />;
    case 'quick-open':
      return <QuickOpen />;
    case undefined:
      return null;
  }
}

/** Into the environment functions run in. */
function ImportEnvFile() {
  const environment = useEnvironments(({ environments, active }) => environments.find(({ name }) => name === active));
  return environment ? <EnvFileDialog environment={environment} onClose={closeDialog} /> : null;
}
