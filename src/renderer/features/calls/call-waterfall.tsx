import { useTranslation } from 'react-i18next';

import type { Call } from '../../../contract/call.ts';
import { useFormat } from '../../i18n/format.ts';
import { classNames } from '../../ui/class-names.ts';
import { spansOf } from './call-spans.ts';

const fills = {
  wait: 'bg-line-strong/60',
  cold: 'bg-info',
  run: 'bg-accent',
  body: 'bg-accent/50',
  after: 'bg-violet',
  fetch: 'bg-warm-fill',
  fetchBody: 'bg-warm-fill/50',
  failed: 'bg-danger',
} as const;

/** Where the time of a call went, a bar for each part, all on one scale. */
export function CallWaterfall({ call }: { call: Call }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { spans, totalMs } = spansOf(call);
  const at = (ms: number): string => `${Math.min(100, (ms / totalMs) * 100)}%`;
  return (
    <ol aria-label={t('calls.waterfall')} className="flex flex-col text-xs">
      {spans.map((span, index) => (
        <li key={index} className="grid h-6 grid-cols-[minmax(90px,34%)_minmax(0,1fr)_64px] items-center gap-2">
          <span
            className={classNames('truncate', span.name === 'fetch' ? 'pl-3 font-mono text-2xs' : 'text-text-2')}
            title={span.label}
          >
            {span.label ?? t(`calls.span.${span.name}`)}
          </span>
          <span aria-hidden className="relative h-3 rounded-sm bg-sunken">
            {span.pieces.map(({ kind, startMs, endMs }, piece) => (
              <span
                key={piece}
                className={classNames('absolute inset-y-0 min-w-0.5 rounded-sm', fills[kind])}
                style={{ left: at(startMs), width: at(Math.max(0, endMs - startMs)) }}
              />
            ))}
          </span>
          <span className="text-right font-mono text-2xs text-text-2 tabular-nums">{format.duration(span.tookMs)}</span>
        </li>
      ))}
      <li className="grid grid-cols-[minmax(90px,34%)_minmax(0,1fr)_64px] gap-2 border-t border-line pt-0.5 text-2xs text-text-3">
        <span>{t('calls.waterfallClock')}</span>
        <span>0</span>
        <span className="text-right font-mono tabular-nums">{format.duration(totalMs)}</span>
      </li>
    </ol>
  );
}
