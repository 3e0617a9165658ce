import { Copy, Ellipsis, FolderOpen, PackageOpen, Pencil, Settings2, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { can, shell } from '../../api/clients.ts';
import { gatewayUrl } from '../../http/route-path.ts';
import { copyText } from '../../state/copy-text.ts';
import { openDialog } from '../../state/dialogs-store.ts';
import { useEngine } from '../../state/engine-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';

/** What can be done with one function of the list. */
export function FunctionMenu({ item }: { item: FunctionSummary }) {
  const { t } = useTranslation();
  const url = useEngine(({ engine }) => (engine.phase === 'ready' ? engine.url : ''));
  const file = item.damage?.file ?? item.file;
  const copyAddress = () => copyText(gatewayUrl(url, item.route), t('functions.addressCopied'));
  const forWorking: MenuItem[] = [
    {
      label: t('functions.edit'),
      icon: Pencil,
      onSelect: () => openScreen({ name: 'editor', functionId: item.id }),
    },
    {
      label: t('functions.settings'),
      icon: Settings2,
      onSelect: () => openDialog({ kind: 'function-settings', functionId: item.id }),
    },
    {
      label: t('commands.workspace.export'),
      icon: PackageOpen,
      onSelect: () => openDialog({ kind: 'export', functionId: item.id }),
    },
    { label: t('functions.copyAddress'), icon: Copy, onSelect: copyAddress },
  ];
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Ellipsis} label={t('functions.actionsFor', { name: item.name })} />}
      items={[
        ...(item.damage ? [] : forWorking),
        ...(can('reveal-files')
          ? [
              {
                label: t('functions.reveal'),
                icon: FolderOpen,
                onSelect: () => void shell.workspace.reveal({ path: file }).catch(reportProblem),
              },
            ]
          : []),
        ...(item.damage && !can('reveal-files') ? [] : ['separator' as const]),
        {
          label: t('common.delete'),
          icon: Trash2,
          danger: true,
          onSelect: () => openDialog({ kind: 'delete-function', functionId: item.id }),
        },
      ]}
    />
  );
}
