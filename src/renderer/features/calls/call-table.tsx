import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { CallSummary } from '../../../contract/call.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import type { CallList, CallListState } from './call-list.ts';
import { CallRow } from './call-row.tsx';
import { columnsClass, wideOnlyClass } from './columns-class.ts';

export interface CallTableProps {
  list: CallList;
  state: CallListState;
  paused: boolean;
  chosenId: string | null;
  onChoose(call: CallSummary): void;
  /** Enter, on the chosen call. */
  onOpen(): void;
}

const rowHeight = 28;
/** The header stays above the rows inside the scrolled area. */
const headerHeight = 28;
/** Closer to the top than this, the list follows what is new. */
const followWithin = 8;

/** Calls, newest on top, loaded and drawn as far as they are seen. Scrolled down, the list holds still. */
export function CallTable({ list, state, paused, chosenId, onChoose, onOpen }: CallTableProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(false);
  const [chosenIndex, setChosenIndex] = useState(-1);
  /** Where keys have led while the call there is being read. */
  const [awaited, setAwaited] = useState<number | null>(null);
  const virtualizer = useVirtualizer({
    count: state.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 16,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => list.hold(paused || scrolled), [list, paused, scrolled]);
  useEffect(() => list.want(first, last), [list, first, last, state.count]);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setScrolled(false);
    setAwaited(null);
  }, [list]);

  const choose = (index: number): void => {
    const call = list.row(index);
    virtualizer.scrollToIndex(index);
    setAwaited(call === undefined ? index : null);
    if (call === undefined) return;
    setChosenIndex(index);
    onChoose(call);
  };
  useEffect(() => {
    if (awaited !== null && list.row(awaited) !== undefined) choose(awaited);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && chosenId !== null) {
      event.preventDefault();
      return onOpen();
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const from = awaited ?? indexOf(list, chosenId, chosenIndex);
    const target = targetIndex(event.key, from, state.count, page);
    if (target === null) return;
    event.preventDefault();
    choose(target);
  };
  return (
    <div className="@container relative h-full min-h-0">
      {state.waiting > 0 && scrolled && !paused && (
        <Button
          size="sm"
          tone="primary"
          icon={ArrowUp}
          className="absolute top-9 left-1/2 z-10 -translate-x-1/2 shadow-pop"
          onClick={() => scroller.current?.scrollTo({ top: 0 })}
        >
          {t('calls.newOnTop', { count: state.waiting })}
        </Button>
      )}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={t('calls.list')}
        aria-rowcount={state.count + 1}
        aria-activedescendant={chosenId === null ? undefined : rowId(chosenId)}
        className="h-full overflow-x-hidden overflow-y-auto -outline-offset-2"
        onScroll={(event) => setScrolled(event.currentTarget.scrollTop > followWithin)}
        onKeyDown={onKeyDown}
      >
        <HeaderRow />
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const call = list.row(index);
            return (
              <CallRow
                key={call?.id ?? index}
                id={call === undefined ? `call-at-${index}` : rowId(call.id)}
                call={call}
                chosen={call !== undefined && call.id === chosenId}
                rowIndex={index + 2}
                style={{ height: rowHeight, transform: `translateY(${start - headerHeight}px)` }}
                onChoose={onChoose}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function HeaderRow() {
  const { t } = useTranslation();
  const headers: { text: string; className?: string }[] = [
    { text: t('calls.time') },
    { text: t('calls.status') },
    { text: t('calls.method'), className: wideOnlyClass },
    { text: t('calls.path') },
    { text: t('calls.function'), className: wideOnlyClass },
    { text: t('calls.has'), className: wideOnlyClass },
    { text: t('run.wall'), className: 'text-right' },
    { text: t('run.cpu'), className: 'text-right' },
    { text: t('run.heap'), className: `text-right ${wideOnlyClass}` },
    { text: t('calls.cold'), className: wideOnlyClass },
  ];
  return (
    <div role="rowgroup" className="sticky top-0 z-[1] border-b border-line bg-surface">
      <div
        role="row"
        aria-rowindex={1}
        className={classNames(columnsClass, 'h-7 text-2xs font-medium whitespace-nowrap text-text-3')}
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

const rowId = (id: string): string => `call-${id}`;

/** New calls push the chosen one down; it is looked for where it was, then below. */
function indexOf(list: CallList, id: string | null, last: number): number {
  if (id === null) return -1;
  for (let index = Math.max(0, last); index < last + 2_000; index++) {
    const call = list.row(index);
    if (call === undefined) break;
    if (call.id === id) return index;
  }
  for (let index = 0; index < 200; index++) if (list.row(index)?.id === id) return index;
  return last;
}

function targetIndex(key: string, chosen: number, count: number, page: number): number | null {
  const clamp = (index: number): number => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return clamp(chosen + 1);
    case 'ArrowUp':
      return clamp(chosen - 1);
    case 'PageDown':
      return clamp(chosen + page);
    case 'PageUp':
      return clamp(chosen - page);
    case 'Home':
      return clamp(0);
    case 'End':
      return clamp(count - 1);
    default:
      return null;
  }
}
