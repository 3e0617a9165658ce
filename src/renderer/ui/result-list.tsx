import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';

import { classNames } from './class-names.ts';

interface ResultRow {
  key: string;
  text: ReactNode;
  title?: string;
}

export interface ResultGroup<Extra> {
  /** The file's path, and what the group is known by. */
  file: string;
  rows: readonly (ResultRow & Extra)[];
}

export interface ResultListProps<Extra> {
  label: string;
  groups: readonly ResultGroup<Extra>[];
  onOpen(row: ResultRow & Extra): void;
  footer?: ReactNode;
}

const rowHeightPx = 24;
type Line<Extra> =
  { kind: 'group'; file: string; count: number; open: boolean } | { kind: 'row'; row: ResultRow & Extra };

/** Results by file. One stop for Tab; arrows, Home and End move, left and right close and open a file, Enter goes there. */
export function ResultList<Extra>({ label, groups, onOpen, footer }: ResultListProps<Extra>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState(0);
  const lines = useMemo(() => linesOf(groups, closed), [groups, closed]);
  const stop = Math.max(0, Math.min(chosen, lines.length - 1));
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
  });
  const toggle = (file: string) => {
    const next = new Set(closed);
    if (!next.delete(file)) next.add(file);
    setClosed(next);
  };
  const focus = (index: number) => {
    const to = Math.max(0, Math.min(index, lines.length - 1));
    setChosen(to);
    virtualizer.scrollToIndex(to);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus());
  };
  const act = (line: Line<Extra>) => (line.kind === 'group' ? toggle(line.file) : onOpen(line.row));
  const onKeyDown = (event: KeyboardEvent, line: Line<Extra>, index: number) => {
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: lines.length - 1,
      PageDown: index + 10,
      PageUp: index - 10,
    };
    const to = moves[event.key];
    if (to !== undefined) focus(to);
    else if (event.key === 'Enter' || event.key === ' ') act(line);
    else if (line.kind === 'group' && event.key === (line.open ? 'ArrowLeft' : 'ArrowRight')) toggle(line.file);
    else if (event.key === 'ArrowLeft') focus(lines.findLastIndex(({ kind }, at) => at < index && kind === 'group'));
    else return;
    event.preventDefault();
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-1.5 py-1">
        <div role="tree" aria-label={label} className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            return (
              <div
                key={line.kind === 'group' ? line.file : line.row.key}
                role="treeitem"
                data-index={index}
                aria-level={line.kind === 'group' ? 1 : 2}
                aria-expanded={line.kind === 'group' ? line.open : undefined}
                aria-selected={index === stop}
                title={line.kind === 'row' ? line.row.title : line.file}
                tabIndex={index === stop ? 0 : -1}
                onFocus={() => setChosen(index)}
                onClick={() => act(line)}
                onKeyDown={(event) => onKeyDown(event, line, index)}
                style={{ transform: `translateY(${start}px)`, height: rowHeightPx }}
                className={classNames(
                  'absolute inset-x-0 top-0 flex cursor-default items-center gap-1.5 rounded px-1.5 text-xs -outline-offset-2 hover:bg-hover',
                  line.kind === 'row' && 'pl-7',
                )}
              >
                {line.kind === 'row' ? line.row.text : <GroupText {...line} />}
              </div>
            );
          })}
        </div>
      </div>
      {footer && <div className="flex shrink-0 items-center gap-2 border-t border-line px-3 py-1.5">{footer}</div>}
    </div>
  );
}

function GroupText({ file, count, open }: { file: string; count: number; open: boolean }) {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return (
    <>
      <ChevronRight aria-hidden size={13} className={classNames('shrink-0 text-text-3', open && 'rotate-90')} />
      <span className="shrink-0 font-mono font-medium">{name}</span>
      <span className="min-w-0 truncate font-mono text-2xs text-text-3">{file.slice(0, -name.length - 1)}</span>
      <span className="ml-auto rounded-full bg-sunken px-1.5 text-2xs text-text-2 tabular-nums">{count}</span>
    </>
  );
}

function linesOf<Extra>(groups: readonly ResultGroup<Extra>[], closed: ReadonlySet<string>): Line<Extra>[] {
  return groups.flatMap(({ file, rows }): Line<Extra>[] => {
    const open = !closed.has(file);
    const head: Line<Extra> = { kind: 'group', file, count: rows.length, open };
    return open ? [head, ...rows.map((row) => ({ kind: 'row' as const, row }))] : [head];
  });
}
