import {
  ChevronRight,
  CircleAlert,
  CircleCheck,
  CirclePause,
  CircleX,
  Folder,
  FolderOpen,
  LoaderCircle,
  Share2,
} from 'lucide-react';
import type { CSSProperties, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { isUnsaved, useDrafts } from '../../editor/drafts-store.ts';
import { moveFile } from '../../editor/file-actions.ts';
import { FileIcon } from '../../editor/file-icon.tsx';
import { useStats } from '../../state/stats-store.ts';
import { folderOf, isAtOrIn } from '../../state/workspace-paths.ts';
import { useTestMark } from '../../tests/test-mark.ts';
import { StatusBadge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ContextMenu } from '../../ui/context-menu.tsx';
import { faultPlace, faultReason } from '../../ui/fault-text.ts';
import { openRow } from './explorer-actions.ts';
import { rowMenu } from './explorer-menu.ts';
import { setExpanded } from './explorer-store.ts';
import type { TreeRow } from './explorer-tree.ts';
import { NameInput } from './name-input.tsx';

export interface ExplorerRowProps {
  row: TreeRow;
  style: CSSProperties;
  position: number;
  count: number;
  /** Its file is shown in the editor. */
  active: boolean;
  tabStop: boolean;
  renaming: boolean;
  onKeyDown(event: KeyboardEvent): void;
  onFocus(): void;
  onRenamed(): void;
  onOpen: (() => void) | undefined;
}

/** A function, folder or file of the explorer. */
export function ExplorerRow(props: ExplorerRowProps) {
  const { row, style, position, count, active, tabStop, renaming, onKeyDown, onFocus, onRenamed, onOpen } = props;
  const { t } = useTranslation();
  const isOpen = row.kind !== 'file' && row.expanded;
  const opens = row.kind === 'folder' || (row.kind !== 'file' && row.files > 0);
  return (
    <ContextMenu items={() => rowMenu(row, t)}>
      <div
        role="treeitem"
        aria-level={row.level}
        aria-setsize={count}
        aria-posinset={position}
        aria-expanded={opens ? isOpen : undefined}
        aria-selected={active}
        title={titleOf(row)}
        tabIndex={tabStop ? 0 : -1}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.target === event.currentTarget && onFocus()}
        onClick={() => !renaming && openRow(row, { onOpen })}
        onDoubleClick={() =>
          !renaming && row.kind !== 'folder' && row.kind !== 'shared' && openRow(row, { keep: true, onOpen })
        }
        style={{ ...style, paddingLeft: (row.level - 1) * 14 + 2 }}
        className={classNames(
          'absolute inset-x-0 top-0 flex cursor-default items-center gap-1.5 rounded-md pr-2 text-sm -outline-offset-2',
          renaming && 'z-10',
          active ? 'bg-accent-soft text-accent-ink' : 'hover:bg-hover',
        )}
      >
        <span
          aria-hidden
          className="inline-flex size-4 shrink-0 items-center justify-center text-text-3"
          onClick={(event) => {
            if (!opens) return;
            event.stopPropagation();
            setExpanded(row.path, !isOpen);
          }}
        >
          {opens && <ChevronRight size={13} className={classNames('transition-transform', isOpen && 'rotate-90')} />}
        </span>
        <RowIcon row={row} />
        {renaming ? (
          <NameInput
            folder={folderOf(row.path)}
            name={row.name}
            label={t('functions.renameFile', { name: row.name })}
            onDone={(path) => moveFile(row.path, path)}
            onCancel={onRenamed}
          />
        ) : (
          <RowText row={row} />
        )}
        <RowMarks row={row} />
      </div>
    </ContextMenu>
  );
}

function titleOf(row: TreeRow): string {
  if (row.kind !== 'function') return row.path;
  const fault = row.item.damage ?? row.item.problem;
  return fault ? `${faultPlace(fault)}: ${faultReason(fault)}` : `${row.item.methods.join(' ')} ${row.item.route}`;
}

function RowIcon({ row }: { row: TreeRow }) {
  if (row.kind === 'file') return <FileIcon path={row.path} />;
  if (row.kind === 'function') return <FileIcon path={row.item.file} entry size={14} />;
  const Icon = row.kind === 'shared' ? Share2 : row.expanded ? FolderOpen : Folder;
  return <Icon aria-hidden size={13} className="shrink-0 text-text-3" />;
}

function RowText({ row }: { row: TreeRow }) {
  if (row.kind === 'file') {
    return (
      <span className={classNames('min-w-0 truncate font-mono text-xs', row.entry && 'font-medium')}>{row.name}</span>
    );
  }
  if (row.kind !== 'function') return <span className="min-w-0 truncate font-mono text-xs">{row.name}</span>;
  return (
    <>
      <span className="max-w-[65%] shrink-0 truncate">{row.name}</span>
      <span className="min-w-0 truncate font-mono text-2xs text-text-3">{row.item.damage ? '' : row.item.route}</span>
    </>
  );
}

function RowMarks({ row }: { row: TreeRow }) {
  const { t } = useTranslation();
  const mark = useTestMark(row.path);
  const unsaved = useDrafts(({ drafts }) => {
    if (row.kind === 'file') return isUnsaved(drafts, row.path);
    return !row.expanded && Object.keys(drafts).some((path) => isAtOrIn(path, row.path) && isUnsaved(drafts, path));
  });
  return (
    <span className="ml-auto flex shrink-0 items-center gap-1.5 pl-1">
      {mark === 'passed' && (
        <CircleCheck role="img" aria-label={t('functions.testsPassed')} size={13} className="text-ok" />
      )}
      {mark === 'failed' && (
        <CircleX role="img" aria-label={t('functions.testsFailed')} size={13} className="text-danger" />
      )}
      {mark === 'running' && (
        <LoaderCircle role="img" aria-label={t('functions.testsRunning')} size={13} className="text-text-3" />
      )}
      {unsaved && <span role="img" aria-label={t('editor.unsaved')} className="size-2 rounded-full bg-warm-fill" />}
      {row.kind === 'function' && <FunctionMark row={row} />}
    </span>
  );
}

function FunctionMark({ row: { item } }: { row: TreeRow & { kind: 'function' } }) {
  const { t } = useTranslation();
  const lastStatus = useStats((state) => state.functions.get(item.id)?.lastStatus ?? null);
  if (item.damage ?? item.problem) {
    const label = t(item.damage ? 'functions.damaged' : 'functions.doesNotCompile');
    return <CircleAlert role="img" aria-label={label} size={14} className="text-danger" />;
  }
  if (item.pausedSince !== undefined) {
    return <CirclePause role="img" aria-label={t('functions.paused')} size={14} className="text-warm" />;
  }
  return lastStatus !== null && <StatusBadge status={lastStatus} />;
}
