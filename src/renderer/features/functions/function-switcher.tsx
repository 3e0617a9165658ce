import { ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { IconButton } from '../../ui/icon-button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { ExplorerPane } from './explorer-pane.tsx';

/** The list of functions behind a button, where there is no room for it beside the editor. */
export function FunctionSwitcher({ currentId }: { currentId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton icon={ChevronsUpDown} label={t('functions.switch')} />}
      label={t('functions.switch')}
      className="h-[min(420px,70vh)] w-72 overflow-hidden bg-bg"
    >
      <ExplorerPane currentId={currentId} onOpen={() => setOpen(false)} />
    </Popover>
  );
}
