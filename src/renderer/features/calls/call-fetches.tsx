import { ArrowUpRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { Call } from '../../../contract/call.ts';
import { useFormat } from '../../i18n/format.ts';
import { Badge, MethodBadge, StatusBadge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** What the function asked of others while it ran. */
export function CallFetches({ call: { fetches, fetchesDropped } }: { call: Call }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (fetches.length === 0) return <EmptyState icon={ArrowUpRight} title={t('calls.noFetches')} />;
  return (
    <ol className="text-xs" data-selectable>
      {fetches.map((fetch, index) => (
        <li key={index} className="flex flex-col gap-0.5 border-b border-line px-3 py-1.5">
          <span className="flex items-center gap-2">
            {fetch.status === null ? <Badge tone="danger">✕</Badge> : <StatusBadge status={fetch.status} />}
            <MethodBadge method={fetch.method} />
            {fetch.binding !== null && <Badge tone="violet">env.{fetch.binding}</Badge>}
            <code className="min-w-0 flex-1 truncate" title={fetch.url}>
              {fetch.url}
            </code>
            <span className="font-mono tabular-nums">
              {fetch.endMs === null ? t('calls.unfinished') : format.duration(fetch.endMs - fetch.startMs)}
            </span>
          </span>
          <span className="text-2xs text-text-3">
            {t('calls.fetchFigures', {
              start: format.duration(fetch.startMs),
              sent: format.bytes(fetch.requestBytes),
              received: format.bytes(fetch.responseBytes),
            })}
          </span>
          {fetch.error !== null && <span className="text-danger">{fetch.error}</span>}
        </li>
      ))}
      {fetchesDropped > 0 && (
        <li className="px-3 py-1.5 text-warm">{t('calls.fetchesDropped', { count: fetchesDropped })}</li>
      )}
    </ol>
  );
}
