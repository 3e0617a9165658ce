import { ChevronsUpDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { IconButton } from '../../ui/icon-button.tsx';
import { ExplorerPane } from './explorer-pane.tsx';

/** The list of functions behind a button, where there is no room for it beside the editor. */
export function FunctionSwitcher({ currentId }: { currentId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton icon={ChevronsUpDown} label={t('functions.switch')} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t('functions.switch')}
          className="z-50 h-[min(420px,70vh)] w-72 animate-[fade_100ms] overflow-hidden rounded-lg border border-line bg-bg shadow-pop"
        >
          <ExplorerPane currentId={currentId} onOpen={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
