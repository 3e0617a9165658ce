import { Copy, CopyPlus, FilePlus2, FolderOpen, Package, Pencil, Settings2, Trash2 } from 'lucide-react';
import type { TFunction } from 'i18next';

import { can, shell } from '../../api/clients.ts';
import { duplicateFile } from '../../editor/file-actions.ts';
import { openDialog } from '../../state/dialogs-store.ts';
import { showDrawer } from '../../state/drawer-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import type { MenuItem } from '../../ui/menu.tsx';
import { deleteRow, newFileIn, openRow, renameRow } from './explorer-actions.ts';
import { folderForNew, type TreeRow } from './explorer-tree.ts';

/** What can be done with a row of the explorer. */
export function rowMenu(row: TreeRow, t: TFunction): readonly MenuItem[] {
  const isFunction = row.kind === 'function';
  const newFile: MenuItem = {
    label: t('functions.newFile'),
    icon: FilePlus2,
    onSelect: () => newFileIn(folderForNew(row)),
  };
  const reveal: MenuItem[] = can('reveal-files')
    ? [
        {
          label: t('functions.reveal'),
          icon: FolderOpen,
          onSelect: () => void shell.workspace.reveal({ path: row.path }).catch(reportProblem),
        },
      ]
    : [];
  if (row.kind === 'shared') return [newFile, packagesItem(t, ''), ...reveal];
  return [
    ...(row.kind === 'folder' ? [] : [{ label: t('common.open'), onSelect: () => openRow(row, { keep: true }) }]),
    newFile,
    'separator',
    ...(isFunction && row.item.damage ? [] : changes(row, t)),
    { label: t('functions.copyPath'), icon: Copy, onSelect: () => void copy(isFunction ? row.item.file : row.path) },
    ...reveal,
    'separator',
    { label: t('common.delete'), icon: Trash2, danger: true, shortcut: 'Del', onSelect: () => deleteRow(row) },
  ];
}

function changes(row: TreeRow, t: TFunction): MenuItem[] {
  const rename: MenuItem = {
    label: t('functions.rename'),
    icon: Pencil,
    shortcut: 'F2',
    onSelect: () => renameRow(row),
  };
  if (row.kind === 'file') {
    return [rename, { label: t('functions.duplicate'), icon: CopyPlus, onSelect: () => void duplicateFile(row.path) }];
  }
  if (row.kind !== 'function') return [rename];
  const { id } = row.item;
  return [
    rename,
    {
      label: t('functions.duplicate'),
      icon: CopyPlus,
      onSelect: () => openDialog({ kind: 'duplicate-function', functionId: id }),
    },
    {
      label: t('functions.settings'),
      icon: Settings2,
      onSelect: () => openDialog({ kind: 'function-settings', functionId: id }),
    },
    packagesItem(t, `functions/${id}`),
  ];
}

function packagesItem(t: TFunction, folder: string): MenuItem {
  return { label: t('packages.title'), icon: Package, onSelect: () => showDrawer('packages', folder) };
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text).catch(reportProblem);
}
