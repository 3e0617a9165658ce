import { ChevronDown, Folder, FolderClock, FolderOpen, Plus, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { can, shell } from '../api/clients.ts';
import { runCommand } from '../state/commands.ts';
import { openDialog } from '../state/dialogs-store.ts';
import { folderName, useFunctions } from '../state/functions-store.ts';
import { useShortcut } from '../state/keybindings.ts';
import { reportProblem } from '../state/toasts-store.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Menu } from '../ui/menu.tsx';
import { EnvironmentMenu } from './environment-menu.tsx';
import { Mark } from './mark.tsx';

/** The top edge: which workspace this is, and the way to a new function. */
export function TitleBar() {
  const { t } = useTranslation();
  const openKeys = useShortcut('workspace.open');
  const paletteKeys = useShortcut('palette.open');
  const newKeys = useShortcut('function.new');
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
              label: t(can('choose-workspace') ? 'frame.openFolder' : 'frame.openFolderInApp'),
              icon: FolderOpen,
              disabled: !can('choose-workspace'),
              shortcut: openKeys,
              onSelect: () => void shell.workspace.choose().catch(reportProblem),
            },
            {
              label: t('commands.workspace.switch'),
              icon: FolderClock,
              disabled: !can('choose-workspace'),
              onSelect: () => void runCommand('workspace.switch'),
            },
            {
              label: t('frame.revealFolder'),
              icon: Folder,
              disabled: !can('reveal-files'),
              onSelect: () => void shell.workspace.reveal({}).catch(reportProblem),
            },
          ]}
        />
      )}
      {folder && <EnvironmentMenu />}
      <div className="flex-1" />
      <IconButton
        icon={Search}
        label={t('commands.palette.open')}
        shortcut={paletteKeys}
        onClick={() => runCommand('palette.open')}
      />
      <Button tone="primary" size="sm" icon={Plus} onClick={() => openDialog({ kind: 'create-function' })}>
        {t('frame.newFunction')}
        {newKeys && <Kbd onDark>{newKeys}</Kbd>}
      </Button>
    </header>
  );
}
