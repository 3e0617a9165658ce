import { FilePlus2, Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { focusedGroup } from '../../editor/tabs.ts';
import { useTabs } from '../../editor/tabs-store.ts';
import { onCommand } from '../../state/commands.ts';
import { openDialog } from '../../state/dialogs-store.ts';
import { useFiles } from '../../state/files-store.ts';
import { sortedFunctions, useFunctions } from '../../state/functions-store.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { newFileIn } from './explorer-actions.ts';
import { restoreExpanded, useExplorer } from './explorer-store.ts';
import { treeRows } from './explorer-tree.ts';
import { ExplorerTree } from './explorer-tree-view.tsx';
import { FilterField } from './filter-field.tsx';

export interface ExplorerPaneProps {
  /** The function the editor is about. */
  currentId: string;
  /** Called when something was opened. */
  onOpen?: () => void;
}

/** The functions of the workspace with their files, and the shared ones, beside the editor. */
export function ExplorerPane({ currentId, onOpen }: ExplorerPaneProps) {
  const { t } = useTranslation();
  const functions = useFunctions((state) => state.functions);
  const folder = useFunctions((state) => state.workspace?.folder);
  const paths = useFiles((state) => state.paths);
  const expanded = useExplorer((state) => state.expanded);
  const shown = useTabs((tabs) => focusedGroup(tabs).active);
  const [filter, setFilter] = useState('');
  const pane = useRef<HTMLElement>(null);
  useEffect(restoreExpanded, [folder]);
  const sorted = useMemo(() => sortedFunctions(functions), [functions]);
  const rows = useMemo(() => {
    const current = `functions/${currentId}`;
    const isExpanded = (path: string): boolean =>
      expanded[path] ?? (path === current || shown?.startsWith(`${path}/`) === true);
    return treeRows({ functions: sorted, paths, filter, isExpanded });
  }, [sorted, paths, filter, expanded, currentId, shown]);
  const newFile = () => newFileIn(`functions/${currentId}`);
  useEffect(() => onCommand('file.new', newFile));
  return (
    <nav ref={pane} aria-label={t('frame.functions')} className="flex h-full flex-col bg-bg">
      <div className="flex h-11 shrink-0 items-center gap-0.5 pr-1.5 pl-2.5">
        <FilterField
          value={filter}
          onChange={setFilter}
          placeholder={t('functions.filterShort')}
          className="mr-1 min-w-0 flex-1"
          onLeaveDown={() => pane.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus()}
        />
        <IconButton icon={FilePlus2} label={t('functions.newFile')} onClick={newFile} />
        <IconButton
          icon={Plus}
          label={t('frame.newFunction')}
          onClick={() => openDialog({ kind: 'create-function' })}
        />
      </div>
      <ExplorerTree rows={rows} onOpen={onOpen} />
    </nav>
  );
}
