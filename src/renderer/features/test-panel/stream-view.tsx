import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { reasonPhrase } from '../../http/status-class.ts';
import { useFormat } from '../../i18n/format.ts';
import type { LiveAnswer } from '../../run/answer.ts';
import { LogList } from '../../run/log-list.tsx';
import { StatusBadge } from '../../ui/badge.tsx';
import { ChunksPane } from './chunks-pane.tsx';

/** An answer while it comes: its pieces and what is logged, the latest in sight. */
export function StreamView({ live }: { live: LiveAnswer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: 'nearest' }), [live.chunks]);
  const facts = { count: live.chunks, bytes: format.bytes(live.bytes), time: format.duration(live.headMs) };
  return (
    <section aria-label={t('testPanel.stream')} className="flex min-h-0 flex-1 flex-col">
      <p className="flex items-center gap-2 border-b border-line px-3 py-2 text-xs">
        <StatusBadge status={live.status} />
        <span className="font-medium">{reasonPhrase(live.status)}</span>
        <span className="text-text-3 tabular-nums">{t('testPanel.streamed', facts)}</span>
      </p>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <ChunksPane chunks={live.tail} total={live.chunks} />
        {live.logs.length > 0 && <LogList logs={live.logs} dropped={0} />}
        <div ref={end} />
      </div>
    </section>
  );
}
