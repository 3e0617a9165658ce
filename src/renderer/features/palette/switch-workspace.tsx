import { useTranslation } from 'react-i18next';

import { shell } from '../../api/clients.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { folderName, useFunctions } from '../../state/functions-store.ts';
import { useRecentWorkspaces } from '../../state/recent-workspaces.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { SearchDialog } from '../../ui/search-dialog.tsx';

const another = '';

/** Workspaces opened before, and the way to another one. */
export function SwitchWorkspace() {
  const { t } = useTranslation();
  const { folders } = useRecentWorkspaces();
  const open = useFunctions((state) => state.workspace?.folder);
  const choose = async (folder: string) => {
    if (folder === another) await shell.workspace.choose();
    else if (folder !== open) await shell.workspace.openRecent({ folder });
  };
  return (
    <SearchDialog
      label={t('commands.workspace.switch')}
      placeholder={t('palette.pickWorkspace')}
      emptyText={t('palette.noneFits')}
      onClose={closeDialog}
      onChoose={(folder) => void choose(folder).catch(reportProblem)}
      items={[
        ...folders.map((folder) => ({
          id: folder,
          title: folderName(folder),
          keywords: folder,
          detail: folder,
          checked: folder === open,
        })),
        { id: another, title: t('palette.otherFolder') },
      ]}
    />
  );
}
