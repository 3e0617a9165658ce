import { useTranslation } from 'react-i18next';

import { useFormat } from '../../i18n/format.ts';
import { useEngine } from '../../state/engine-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { useStats } from '../../state/stats-store.ts';
import { Card } from '../../ui/card.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';

/** Where functions are served, and what has come in lately. */
export function GatewayCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const engine = useEngine((store) => store.engine);
  const stats = useStats((state) => state.stats);
  const count = useFunctions((state) => state.functions.size);
  const running = engine.phase === 'ready';
  return (
    <Card title={t('home.gateway')}>
      {running ? (
        <div className="flex items-center gap-1">
          <span className="font-mono text-lg tracking-tight" data-selectable>
            {engine.url.replace('http://', '')}
          </span>
          <CopyButton text={engine.url} label={t('frame.gatewayCopy')} doneLabel={t('common.copied')} />
        </div>
      ) : engine.phase === 'failed' ? (
        <p className="text-lg text-text-3">–</p>
      ) : (
        <Skeleton className="h-7 w-48" />
      )}
      <div className="mt-3 flex items-end justify-between gap-4">
        <p className="text-sm text-text-2 tabular-nums">
          {running ? t('home.serving', { count }) : t(`engine.state.${engine.phase}`)}
          {running &&
            stats &&
            ` · ${t('home.requestsSoFar', { count: stats.requests, shown: format.number(stats.requests) })}`}
        </p>
        {running && stats && stats.traffic.length > 1 && (
          <Sparkline
            className="shrink-0 text-accent"
            width={96}
            values={stats.traffic.map((second) => second.requests)}
          />
        )}
      </div>
    </Card>
  );
}
