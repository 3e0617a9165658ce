import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { Invocation } from '../../../contract/invocation.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { columnsClass, wideOnlyClass } from './columns-class.ts';
import { InvocationRow } from './invocation-row.tsx';
import { useHeldList } from './use-held-list.ts';

export interface InvocationTableProps {
  invocations: readonly Invocation[];
  chosenId: string | null;
  showFunction: boolean;
  onChoose(invocation: Invocation): void;
}

const rowHeight = 28;
/** The header stays above the rows inside the scrolled area. */
const headerHeight = 28;

/** Calls, newest on top, rendered as far as they are seen. Scrolled down, the list holds still and counts what is new. */
export function InvocationTable({ invocations, chosenId, showFunction, onChoose }: InvocationTableProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const { list, waiting, onScroll } = useHeldList(invocations);
  const virtualizer = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    getItemKey: (index) => list[index]?.id ?? index,
  });
  const chosenIndex = list.findIndex(({ id }) => id === chosenId);
  const move = (event: KeyboardEvent) => {
    const target = targetIndex(event.key, chosenIndex, list.length);
    const invocation = target === null ? undefined : list[target];
    if (target === null || invocation === undefined) return;
    event.preventDefault();
    onChoose(invocation);
    virtualizer.scrollToIndex(target);
  };
  useEffect(() => virtualizer.measure(), [virtualizer]);
  return (
    <div className="@container relative h-full min-h-0">
      {waiting > 0 && (
        <Button
          size="sm"
          tone="primary"
          icon={ArrowUp}
          className="absolute top-9 left-1/2 z-10 -translate-x-1/2 shadow-pop"
          onClick={() => scroller.current?.scrollTo({ top: 0 })}
        >
          {t('invocations.newOnTop', { count: waiting })}
        </Button>
      )}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={t('invocations.list')}
        aria-rowcount={list.length + 1}
        aria-activedescendant={chosenIndex < 0 ? undefined : rowId(chosenId)}
        className="h-full overflow-x-hidden overflow-y-auto -outline-offset-2"
        onScroll={(event) => onScroll(event.currentTarget.scrollTop)}
        onKeyDown={move}
      >
        <HeaderRow showFunction={showFunction} />
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => {
            const invocation = list[index];
            return (
              invocation && (
                <InvocationRow
                  key={key}
                  id={rowId(invocation.id)}
                  invocation={invocation}
                  chosen={invocation.id === chosenId}
                  showFunction={showFunction}
                  rowIndex={index + 2}
                  style={{ height: rowHeight, transform: `translateY(${start - headerHeight}px)` }}
                  onChoose={onChoose}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

function HeaderRow({ showFunction }: { showFunction: boolean }) {
  const { t } = useTranslation();
  const headers: { text: string; className?: string }[] = [
    { text: t('invocations.time') },
    { text: t('invocations.status') },
    { text: t('invocations.method'), className: wideOnlyClass },
    { text: t('invocations.path') },
    ...(showFunction ? [{ text: t('invocations.function'), className: wideOnlyClass }] : []),
    { text: t('run.wall'), className: 'text-right' },
    { text: t('run.cpu'), className: 'text-right' },
    { text: t('run.heap'), className: `text-right ${wideOnlyClass}` },
    { text: t('invocations.cold'), className: wideOnlyClass },
  ];
  return (
    <div role="rowgroup" className="sticky top-0 z-[1] border-b border-line bg-surface">
      <div
        role="row"
        aria-rowindex={1}
        className={classNames(columnsClass(showFunction), 'h-7 text-2xs font-medium text-text-3')}
      >
        {headers.map(({ text, className }) => (
          <span key={text} role="columnheader" className={className}>
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}

const rowId = (id: string | null): string => `invocation-${id}`;

function targetIndex(key: string, chosen: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(count - 1, chosen + 1);
  if (key === 'ArrowUp') return Math.max(0, chosen - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
