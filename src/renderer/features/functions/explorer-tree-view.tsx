import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { createFile } from '../../editor/file-actions.ts';
import { focusedGroup } from '../../editor/tabs.ts';
import { useTabs } from '../../editor/tabs-store.ts';
import { deleteRow, openRow, renameRow } from './explorer-actions.ts';
import { ExplorerRow } from './explorer-row.tsx';
import { editName, setExpanded, useExplorer } from './explorer-store.ts';
import { treeMove, type TreeRow } from './explorer-tree.ts';
import { listMove } from './list-move.ts';
import { NameInput } from './name-input.tsx';

const rowHeightPx = 28;

/** The row of a file that is about to be made stands first in its folder. */
type Shown = TreeRow | { kind: 'new'; path: string; level: number; name: ''; folder: string };

/** One stop for Tab; arrows, Home, End and first letters move, Enter opens, F2 renames, Delete deletes. */
export function ExplorerTree({ rows, onOpen }: { rows: readonly TreeRow[]; onOpen: (() => void) | undefined }) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const focusNext = useRef(false);
  const editing = useExplorer((state) => state.editing);
  const active = useTabs((tabs) => focusedGroup(tabs).active);
  const [movedTo, setMovedTo] = useState<string | null>(null);
  const shown = useMemo(() => withNew(rows, editing?.kind === 'new' ? editing.folder : null), [rows, editing]);
  const currentIndex = shown.findIndex(({ path }) => path === active);
  const movedIndex = shown.findIndex(({ path }) => path === movedTo);
  const stopIndex = Math.max(0, movedIndex < 0 ? currentIndex : movedIndex);
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
    // Tab finds its stop wherever the list is scrolled to.
    rangeExtractor: (range) => [...new Set([stopIndex, ...defaultRangeExtractor(range)])].toSorted((a, b) => a - b),
  });
  // Only when another file is shown: not when rows above it open or close.
  const scrolledTo = useRef<string | null>(null);
  useEffect(() => {
    if (currentIndex < 0 || scrolledTo.current === active) return;
    scrolledTo.current = active;
    virtualizer.scrollToIndex(currentIndex);
  }, [virtualizer, currentIndex, active]);
  useEffect(() => {
    const at = shown.findIndex(({ kind }) => kind === 'new');
    if (at >= 0) virtualizer.scrollToIndex(at);
  }, [virtualizer, shown]);
  const focusStop = () =>
    scroller.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus({ preventScroll: true });
  useEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    focusStop();
  }, [stopIndex]);
  const focusRow = (index: number) => {
    const target = shown[index];
    if (target === undefined) return;
    focusNext.current = index !== stopIndex;
    setMovedTo(target.path);
    virtualizer.scrollToIndex(index);
  };
  const endEditing = () => {
    editName(null);
    requestAnimationFrame(focusStop);
  };
  const onKeyDown = (event: KeyboardEvent, row: TreeRow) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const index = shown.indexOf(row);
    if (event.key === 'Enter' || event.key === ' ') openRow(row, { keep: event.key === 'Enter', onOpen });
    else if (event.key === 'F2') renameRow(row);
    else if (event.key === 'Delete' || event.key === 'Backspace') deleteRow(row);
    else {
      const move = treeMove(event.key, index, shown.filter(isRow));
      if (move && 'expand' in move) setExpanded(move.expand, move.to);
      else {
        const names = shown.map(({ name }) => name);
        const next = move?.focus ?? listMove(event.key, index, names);
        if (next === undefined) return;
        focusRow(next);
      }
    }
    event.preventDefault();
  };
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-1.5">
      <div
        role="tree"
        aria-label={t('frame.functions')}
        className="relative mb-2"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = shown[index];
          if (!row) return null;
          const place = { transform: `translateY(${start}px)`, height: rowHeightPx };
          if (row.kind === 'new') {
            return (
              <div
                key="new"
                role="none"
                className="absolute inset-x-0 top-0 z-10 flex items-center pr-1"
                style={{ ...place, paddingLeft: row.level * 14 + 8 }}
              >
                <NameInput
                  folder={row.folder}
                  name=""
                  label={t('functions.newFileName')}
                  onDone={createFile}
                  onCancel={endEditing}
                />
              </div>
            );
          }
          return (
            <ExplorerRow
              key={row.path}
              row={row}
              style={place}
              position={index + 1}
              count={shown.length}
              active={row.path === active}
              tabStop={index === stopIndex}
              renaming={editing?.kind === 'rename' && editing.path === row.path}
              onKeyDown={(event) => onKeyDown(event, row)}
              onFocus={() => setMovedTo(row.path)}
              onRenamed={endEditing}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}

const isRow = (row: Shown): row is TreeRow => row.kind !== 'new';

function withNew(rows: readonly TreeRow[], folder: string | null): readonly Shown[] {
  const parent = folder === null ? -1 : rows.findIndex(({ path }) => path === folder);
  if (folder === null || parent < 0) return rows;
  const level = (rows[parent]?.level ?? 0) + 1;
  return rows.toSpliced(parent + 1, 0, { kind: 'new', path: `${folder}/`, level, name: '', folder } as never);
}
