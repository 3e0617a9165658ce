import { Bug, Check, ChevronRight, CircleX, Copy, Info, type LucideIcon, Terminal, TriangleAlert } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { LogEntry, LogLevel } from '../../contract/invocation.ts';
import type { LogMember, LogValue } from '../../contract/log-value.ts';
import { useFormat } from '../i18n/format.ts';
import { classNames } from '../ui/class-names.ts';
import { useCopy } from '../ui/use-copy.ts';
import { entryText, rowText } from './log-text.ts';
import type { LogRow, LogRowContent } from './log-rows.ts';
import { LogTable } from './log-table.tsx';
import { ValuePreview } from './value-preview.tsx';
import { keyText } from './value-text.ts';

const levels: Record<LogLevel, { icon: LucideIcon; ink: string; row: string }> = {
  debug: { icon: Bug, ink: 'text-text-3', row: '' },
  log: { icon: Terminal, ink: 'text-text-2', row: '' },
  info: { icon: Info, ink: 'text-info', row: '' },
  warn: { icon: TriangleAlert, ink: 'text-warm', row: 'bg-warm-soft' },
  error: { icon: CircleX, ink: 'text-danger', row: 'bg-danger-soft' },
};

const indentPx = 14;

export interface LogRowViewProps {
  row: LogRow;
  /** Whether Tab leads to it. */
  isActive: boolean;
  onToggle(): void;
  onFocus(): void;
}

/** A line of the log tree. A click anywhere on it opens or closes what is inside, unless text is being selected. */
export function LogRowView({ row, isActive, onToggle, onFocus }: LogRowViewProps) {
  const { content, level, expanded } = row;
  const isEntry = content.kind === 'entry';
  const toggle = (): void => {
    if (expanded !== undefined && getSelection()?.isCollapsed !== false) onToggle();
  };
  return (
    <div
      role="treeitem"
      data-row={row.id}
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={expanded}
      aria-selected={isActive}
      tabIndex={isActive ? 0 : -1}
      onClick={toggle}
      onFocus={onFocus}
      className={classNames(
        'group/row flex items-start gap-1 px-2 py-0.5 focus-visible:-outline-offset-2',
        isEntry && 'border-t border-line first:border-t-0',
        isEntry && levels[content.entry.level].row,
        expanded !== undefined && 'cursor-default hover:bg-hover',
      )}
      style={{ paddingLeft: 8 + (level - 1) * indentPx }}
    >
      <Chevron expanded={expanded} />
      <Content content={content} />
      {isEntry && <CopyRow text={rowText(content)} />}
      {isEntry && <Moment atMs={content.entry.atMs} />}
    </div>
  );
}

function Chevron({ expanded }: { expanded: boolean | undefined }) {
  return (
    <ChevronRight
      aria-hidden
      size={13}
      className={classNames(
        'mt-1 shrink-0 text-text-3 transition-transform',
        expanded === undefined && 'invisible',
        expanded === true && 'rotate-90',
      )}
    />
  );
}

/** For the mouse; the keyboard copies the row itself. */
function CopyRow({ text }: { text: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy(text);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      tabIndex={-1}
      title={t(copied ? 'run.logs.copied' : 'run.logs.copy')}
      aria-label={t(copied ? 'run.logs.copied' : 'run.logs.copy')}
      onClick={(event) => {
        event.stopPropagation();
        copy();
      }}
      className="grid size-5 shrink-0 place-items-center rounded text-text-2 opacity-0 group-hover/row:opacity-100 hover:bg-hover focus-visible:opacity-100"
    >
      <Icon aria-hidden size={12} />
    </button>
  );
}

function Moment({ atMs }: { atMs: number }) {
  const format = useFormat();
  return <span className="shrink-0 text-2xs leading-5 text-text-3 tabular-nums">+{format.duration(atMs)}</span>;
}

function Content({ content }: { content: LogRowContent }) {
  const { t } = useTranslation();
  switch (content.kind) {
    case 'entry':
      return <Entry entry={content.entry} />;
    case 'member':
      return (
        <Line>
          {content.name !== undefined && <Name name={content.name} />}
          <ValuePreview value={content.value} />
        </Line>
      );
    case 'stack':
      return <Line className="text-text-2">{content.stack}</Line>;
    case 'table':
      return <LogTable value={content.value} />;
    case 'more':
      return <Line className="text-text-3 italic">{t('run.logs.more', { count: content.count })}</Line>;
  }
}

function Entry({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation();
  const { icon: Icon, ink } = levels[entry.level];
  const isHeading = entry.form === 'group' || entry.form === 'collapsedGroup';
  return (
    <>
      <Icon
        role="img"
        aria-label={t(`run.level.${entry.level}`)}
        size={13}
        className={classNames('mt-1 shrink-0', ink)}
      />
      <Line className={isHeading ? 'font-semibold' : ''}>
        <EntryLine entry={entry} />
      </Line>
    </>
  );
}

const directive = /%[sdifjoOc]/;

function EntryLine({ entry }: { entry: LogEntry }): ReactNode {
  const { values, form } = entry;
  if (form === 'table') return 'console.table';
  const isFormatted = values?.[0]?.kind === 'string' && directive.test(values[0].text ?? '');
  if (values === undefined || isFormatted) return entryText(entry);
  return values.map((value, index) => (
    <Fragment key={index}>
      {index > 0 && ' '}
      <ValuePreview value={value} plain />
    </Fragment>
  ));
}

function Name({ name }: { name: NonNullable<LogMember['key'] | LogValue> }) {
  return (
    <>
      <span className="text-violet">{keyText(name)}</span>
      {typeof name === 'string' ? ': ' : ' => '}
    </>
  );
}

function Line({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    <span data-selectable className={classNames('min-w-0 flex-1 break-words whitespace-pre-wrap', className)}>
      {children}
    </span>
  );
}
