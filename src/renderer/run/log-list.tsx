import { Bug, CircleX, Info, type LucideIcon, Terminal, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { LogEntry, LogLevel } from '../../contract/invocation.ts';
import { useFormat } from '../i18n/format.ts';
import { classNames } from '../ui/class-names.ts';

const levels: Record<LogLevel, { icon: LucideIcon; ink: string; row: string }> = {
  debug: { icon: Bug, ink: 'text-text-3', row: '' },
  log: { icon: Terminal, ink: 'text-text-2', row: '' },
  info: { icon: Info, ink: 'text-info', row: '' },
  warn: { icon: TriangleAlert, ink: 'text-warm', row: 'bg-warm-soft' },
  error: { icon: CircleX, ink: 'text-danger', row: 'bg-danger-soft' },
};

/** What the function wrote to its console, each entry with its level and moment. */
export function LogList({ logs, dropped }: { logs: readonly LogEntry[]; dropped: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ol className="font-mono text-xs leading-5" data-selectable>
      {logs.map((entry, index) => {
        const { icon: Icon, ink, row } = levels[entry.level];
        return (
          <li key={index} className={classNames('flex gap-2 border-b border-line px-3 py-1', row)}>
            <Icon
              role="img"
              aria-label={t(`run.level.${entry.level}`)}
              size={13}
              className={classNames('mt-1 shrink-0', ink)}
            />
            <span className="min-w-0 flex-1 break-words whitespace-pre-wrap">{entry.text}</span>
            <span className="shrink-0 text-2xs leading-5 text-text-3 tabular-nums">+{format.duration(entry.atMs)}</span>
          </li>
        );
      })}
      {dropped > 0 && (
        <li className="px-3 py-1.5 font-sans text-xs text-warm">{t('run.logsDropped', { count: dropped })}</li>
      )}
    </ol>
  );
}
