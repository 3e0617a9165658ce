import { CircleAlert, Plus } from 'lucide-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { openDialog } from '../../state/dialogs-store.ts';
import { sortedFunctions, useFunctions } from '../../state/functions-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { useStats } from '../../state/stats-store.ts';
import { StatusBadge } from '../../ui/badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { FilterField } from './filter-field.tsx';
import { matchesFilter } from './matches-filter.ts';

/** The functions of the workspace as a narrow list, for switching between them while editing. */
export function FunctionListPane({ currentId }: { currentId: string }) {
  const { t } = useTranslation();
  const functions = useFunctions((state) => state.functions);
  const [filter, setFilter] = useState('');
  const shown = sortedFunctions(functions).filter((item) => matchesFilter(item, filter));
  return (
    <nav aria-label={t('frame.functions')} className="flex h-full flex-col bg-bg">
      <div className="flex h-11 shrink-0 items-center gap-1.5 px-2.5">
        <FilterField value={filter} onChange={setFilter} placeholder={t('functions.filterShort')} className="flex-1" />
        <IconButton
          icon={Plus}
          label={t('frame.newFunction')}
          onClick={() => openDialog({ kind: 'create-function' })}
        />
      </div>
      <PaneList functions={shown} currentId={currentId} />
    </nav>
  );
}

const rowHeightPx = 48;

function PaneList({ functions, currentId }: { functions: readonly FunctionSummary[]; currentId: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: functions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 10,
  });
  const currentIndex = functions.findIndex(({ id }) => id === currentId);
  useEffect(() => {
    if (currentIndex >= 0) virtualizer.scrollToIndex(currentIndex);
  }, [virtualizer, currentIndex]);
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
              <PaneRow item={item} current={item.id === currentId} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function PaneRow({ item, current }: { item: FunctionSummary; current: boolean }) {
  const { t } = useTranslation();
  const lastStatus = useStats((state) => state.functions.get(item.id)?.lastStatus ?? null);
  return (
    <button
      type="button"
      aria-current={current ? 'true' : undefined}
      title={`${item.methods.join(' ')} ${item.route}`}
      onClick={() => openScreen({ name: 'editor', functionId: item.id })}
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
      {item.damage ? (
        <CircleAlert aria-label={t('functions.damaged')} size={14} className="shrink-0 text-danger" />
      ) : (
        lastStatus !== null && <StatusBadge status={lastStatus} />
      )}
    </button>
  );
}
