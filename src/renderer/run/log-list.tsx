import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { LogEntry } from '../../contract/invocation.ts';
import { LogRowView } from './log-row.tsx';
import { type LogRow, logRows } from './log-rows.ts';
import { rowText } from './log-text.ts';
import { rowAfterKey } from './tree-keys.ts';

/** What the function wrote to its console: a tree, walked with the arrow keys; Ctrl+C copies the row. */
export function LogList({ logs, dropped }: { logs: readonly LogEntry[]; dropped: number }) {
  const { t } = useTranslation();
  const tree = useRef<HTMLDivElement>(null);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [activeId, setActiveId] = useState('0');
  const rows = useMemo(() => logRows(logs, toggled), [logs, toggled]);
  const active = rows.find(({ id }) => id === activeId) ?? rows[0];

  const toggle = ({ id }: LogRow): void => setToggled((ids) => withToggled(ids, id));
  const focus = ({ id }: LogRow): void => {
    setActiveId(id);
    tree.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus();
  };

  function onKeyDown(event: KeyboardEvent): void {
    const isOnRow = event.target instanceof HTMLElement && event.target.role === 'treeitem';
    if (active === undefined || !isOnRow) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 'c' && getSelection()?.isCollapsed !== false) {
      event.preventDefault();
      return void navigator.clipboard.writeText(rowText(active.content));
    }
    const next = rowAfterKey(event, rows, active);
    if (next === null) return;
    event.preventDefault();
    if (next === 'toggle') toggle(active);
    else focus(next);
  }

  return (
    <>
      <div
        ref={tree}
        role="tree"
        aria-label={t('run.logs.label')}
        className="font-mono text-xs leading-5"
        onKeyDown={onKeyDown}
      >
        {rows.map((row) => (
          <LogRowView
            key={row.id}
            row={row}
            isActive={row === active}
            onToggle={() => toggle(row)}
            onFocus={() => setActiveId(row.id)}
          />
        ))}
      </div>
      {dropped > 0 && <p className="px-3 py-1.5 text-xs text-warm">{t('run.logsDropped', { count: dropped })}</p>}
    </>
  );
}

function withToggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
