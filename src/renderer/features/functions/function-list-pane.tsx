import { CircleAlert, Plus } from 'lucide-react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { openDialog } from '../../state/dialogs-store.ts';
import { sortedFunctions, useFunctions } from '../../state/functions-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { useStats } from '../../state/stats-store.ts';
import { StatusBadge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { faultPlace, faultReason } from '../../ui/fault-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { FilterField } from './filter-field.tsx';
import { listMove } from './list-move.ts';
import { matchesFilter } from './matches-filter.ts';

export interface FunctionListPaneProps {
  currentId: string;
  /** Called when one was chosen. */
  onOpen?: () => void;
}

/** The functions of the workspace as a narrow list, for switching between them while editing. */
export function FunctionListPane({ currentId, onOpen }: FunctionListPaneProps) {
  const { t } = useTranslation();
  const functions = useFunctions((state) => state.functions);
  const [filter, setFilter] = useState('');
  const shown = sortedFunctions(functions).filter((item) => matchesFilter(item, filter));
  const pane = useRef<HTMLElement>(null);
  return (
    <nav ref={pane} aria-label={t('frame.functions')} className="flex h-full flex-col bg-bg">
      <div className="flex h-11 shrink-0 items-center gap-1.5 px-2.5">
        <FilterField
          value={filter}
          onChange={setFilter}
          placeholder={t('functions.filterShort')}
          className="flex-1"
          onLeaveDown={() => focusStop(pane.current)}
        />
        <IconButton
          icon={Plus}
          label={t('frame.newFunction')}
          onClick={() => openDialog({ kind: 'create-function' })}
        />
      </div>
      <PaneList functions={shown} currentId={currentId} onOpen={onOpen} />
    </nav>
  );
}

const rowHeightPx = 48;

/** One stop for Tab; the arrow keys, Home, End and first letters move within. */
function PaneList({ functions, currentId, onOpen }: FunctionListPaneProps & { functions: readonly FunctionSummary[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const focusNext = useRef(false);
  const currentIndex = functions.findIndex(({ id }) => id === currentId);
  const [movedTo, setMovedTo] = useState<string | null>(null);
  const movedIndex = functions.findIndex(({ id }) => id === movedTo);
  const stopIndex = Math.max(0, movedIndex < 0 ? currentIndex : movedIndex);
  const virtualizer = useVirtualizer({
    count: functions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 10,
    // Tab finds its stop wherever the list is scrolled to.
    rangeExtractor: (range) => [...new Set([stopIndex, ...defaultRangeExtractor(range)])].toSorted((a, b) => a - b),
  });
  useEffect(() => {
    if (currentIndex >= 0) virtualizer.scrollToIndex(currentIndex);
  }, [virtualizer, currentIndex]);
  useEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    focusStop(scroller.current);
  }, [stopIndex]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = listMove(
      event.key,
      stopIndex,
      functions.map(({ name }) => name),
    );
    const target = next === undefined ? undefined : functions[next];
    if (next === undefined || target === undefined) return;
    event.preventDefault();
    focusNext.current = next !== stopIndex;
    setMovedTo(target.id);
    virtualizer.scrollToIndex(next);
  };
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-1.5">
      <ul className="relative mb-2" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const item = functions[index];
          if (!item) return null;
          return (
            <li
              key={item.id}
              aria-setsize={functions.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              <PaneRow
                item={item}
                current={item.id === currentId}
                tabStop={index === stopIndex}
                onKeyDown={onKeyDown}
                onFocus={() => setMovedTo(item.id)}
                onOpen={onOpen}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Focuses the row that Tab would. */
function focusStop(list: HTMLElement | null): void {
  list?.querySelector<HTMLElement>('li button[tabindex="0"]')?.focus({ preventScroll: true });
}

interface PaneRowProps {
  item: FunctionSummary;
  current: boolean;
  tabStop: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: () => void;
  onOpen: (() => void) | undefined;
}

function PaneRow({ item, current, tabStop, onKeyDown, onFocus, onOpen }: PaneRowProps) {
  const { t } = useTranslation();
  const lastStatus = useStats((state) => state.functions.get(item.id)?.lastStatus ?? null);
  const fault = item.damage ?? item.problem;
  return (
    <button
      type="button"
      aria-current={current ? 'true' : undefined}
      title={fault ? `${faultPlace(fault)}: ${faultReason(fault)}` : `${item.methods.join(' ')} ${item.route}`}
      tabIndex={tabStop ? 0 : -1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onClick={() => {
        openScreen({ name: 'editor', functionId: item.id });
        onOpen?.();
      }}
      className={classNames(
        'flex h-[46px] w-full items-center gap-2 rounded-md px-2 text-left -outline-offset-2',
        current ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <span className="min-w-0 flex-1">
        <span className={classNames('block truncate text-sm', current && 'font-medium text-accent-ink')}>
          {item.name}
        </span>
        <span className="block truncate font-mono text-2xs text-text-3">
          {item.damage ? t('functions.damaged') : item.route}
        </span>
      </span>
      {fault ? (
        <CircleAlert
          role="img"
          aria-label={t(item.damage ? 'functions.damaged' : 'functions.doesNotCompile')}
          size={14}
          className="shrink-0 text-danger"
        />
      ) : (
        lastStatus !== null && <StatusBadge status={lastStatus} />
      )}
    </button>
  );
}
