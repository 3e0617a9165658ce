import { ChevronDown, Folder, FolderOpen, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { shell } from '../api/clients.ts';
import { openDialog } from '../state/dialogs-store.ts';
import { folderName, useFunctions } from '../state/functions-store.ts';
import { reportProblem } from '../state/toasts-store.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { Mark } from './mark.tsx';

/** The top edge: which workspace this is, and the way to a new function. */
export function TitleBar() {
  const { t } = useTranslation();
  const folder = useFunctions((state) => state.workspace?.folder);
  return (
    <header className="col-span-2 flex h-12 items-center gap-2 px-3.5">
      <Mark />
      <span className="mr-1 text-sm font-semibold tracking-tight">{t('common.appName')}</span>
      {folder && (
        <Menu
          trigger={
            <Button tone="ghost" size="sm" aria-label={`${t('frame.workspace')}: ${folderName(folder)}`} title={folder}>
              <Folder aria-hidden size={13} />
              <span className="max-w-72 truncate">{folderName(folder)}</span>
              <ChevronDown aria-hidden size={13} />
            </Button>
          }
          items={[
            {
              label: t('frame.openFolder'),
              icon: FolderOpen,
              onSelect: () => void shell.workspace.choose().catch(reportProblem),
            },
            {
              label: t('frame.revealFolder'),
              icon: Folder,
              onSelect: () => void shell.workspace.reveal({}).catch(reportProblem),
            },
          ]}
        />
      )}
      <div className="flex-1" />
      <Button tone="primary" size="sm" icon={Plus} onClick={() => openDialog({ kind: 'create-function' })}>
        {t('frame.newFunction')}
      </Button>
    </header>
  );
}
