import { ListFilter, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../i18n/format.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';

export type Scope = 'all' | 'one';

export interface InvocationToolbarProps {
  scope: Scope;
  filter: string;
  shown: number;
  total: number;
  dropped: number;
  onScope(scope: Scope): void;
  onFilter(filter: string): void;
  /** Stands at the right end. */
  controls: ReactNode;
}

/** Whose calls to list, and the filter over them. */
export function InvocationToolbar(props: InvocationToolbarProps) {
  const { scope, filter, shown, total, dropped, onScope, onFilter, controls } = props;
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="flex h-9 shrink-0 items-center gap-3 border-b border-line px-3">
      <h2 className="text-sm font-medium">{t('editor.calls')}</h2>
      <div role="group" aria-label={t('invocations.scope')} className="flex gap-0.5">
        {(['all', 'one'] as const).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === scope}
            className={classNames(
              'h-6 rounded px-2 text-xs whitespace-nowrap',
              each === scope ? 'bg-accent-soft font-medium text-accent-ink' : 'text-text-2 hover:bg-hover',
            )}
            onClick={() => onScope(each)}
          >
            {t(each === 'all' ? 'invocations.all' : 'invocations.thisFunction')}
          </button>
        ))}
      </div>
      <label className="flex h-7 max-w-80 min-w-0 flex-1 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2 focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
        <ListFilter aria-hidden size={13} className="shrink-0 text-text-3" />
        <input
          className="min-w-0 flex-1 bg-transparent text-xs outline-none placeholder:text-text-3"
          aria-label={t('invocations.filter')}
          placeholder={t('invocations.filter')}
          spellCheck={false}
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
        />
      </label>
      {filter !== '' && <IconButton icon={X} label={t('invocations.clear')} onClick={() => onFilter('')} />}
      <span className="text-xs whitespace-nowrap text-text-3 tabular-nums">
        {t('invocations.count', { shown: format.number(shown), total: format.number(total) })}
      </span>
      {dropped > 0 && (
        <span className="truncate text-xs text-warm">{t('invocations.dropped', { count: dropped })}</span>
      )}
      <span className="flex-1" />
      {controls}
    </div>
  );
}
