import { useTranslation } from 'react-i18next';

import type { PoolStats } from '../../../contract/stats.ts';
import { useFormat } from '../../i18n/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { IsolateCell } from '../../ui/isolate-cell.tsx';
import { Meter } from '../../ui/meter.tsx';
import { LayerList } from './layer-list.tsx';
import { SandboxPanel } from './sandbox-panel.tsx';

const legend = ['warm', 'busy', 'loading'] as const;

/** The pool as it is now: every sandbox with its isolates, what runs and what waits, what was lost. */
export function PoolView({ pool }: { pool: PoolStats }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { sizing, evictions } = pool;
  const counted = (used: number, allowed: number) =>
    t('common.of', { used: format.number(used), allowed: format.number(allowed) });
  return (
    <Card
      title={t('dashboard.poolTitle')}
      actions={
        <ul className="flex gap-4 text-xs text-text-2">
          {legend.map((state) => (
            <li key={state} className="flex items-center gap-1.5">
              <IsolateCell state={state} />
              {t(`dashboard.cell.${state}`)}
            </li>
          ))}
        </ul>
      }
    >
      <div className="grid grid-cols-3 gap-x-8 gap-y-3 pb-4">
        <Meter
          label={t('dashboard.running')}
          used={pool.running}
          allowed={pool.maxConcurrent}
          text={counted(pool.running, pool.maxConcurrent)}
        />
        <Meter
          label={t('dashboard.queued')}
          used={pool.queued}
          allowed={pool.maxQueued}
          text={counted(pool.queued, pool.maxQueued)}
        />
        <Meter
          label={t('dashboard.memory')}
          used={pool.memoryBytes}
          allowed={sizing.memoryBytes}
          text={t('common.of', { used: format.bytes(pool.memoryBytes), allowed: format.bytes(sizing.memoryBytes) })}
        />
      </div>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(380px,1fr))] gap-3">
        {pool.sandboxes.map((sandbox) => (
          <SandboxPanel key={sandbox.id} sandbox={sandbox} />
        ))}
      </div>
      <p className="mt-3 flex flex-wrap items-center gap-2 text-xs text-text-2">
        <Badge>{t('dashboard.coldStarts', { count: pool.coldStarts, shown: format.number(pool.coldStarts) })}</Badge>
        <Badge tone={pool.rejected > 0 ? 'warm' : 'neutral'}>
          {t('dashboard.rejected', { count: pool.rejected, shown: format.number(pool.rejected) })}
        </Badge>
        <Badge>
          {t('dashboard.asleep.memory', { count: evictions.memory, shown: format.number(evictions.memory) })}
        </Badge>
        {evictions.mappings > 0 && (
          <Badge>
            {t('dashboard.asleep.mappings', { count: evictions.mappings, shown: format.number(evictions.mappings) })}
          </Badge>
        )}
        <Badge tone={pool.sandboxesLost > 0 ? 'warm' : 'neutral'}>
          {t('dashboard.sandboxesLost', { count: pool.sandboxesLost, shown: format.number(pool.sandboxesLost) })}
        </Badge>
      </p>
      <LayerList layers={pool.layers} />
      <p className="mt-2 text-xs text-text-3 tabular-nums">
        {t('dashboard.sizing', {
          cores: format.number(sizing.cores),
          machine: format.bytes(sizing.machineBytes),
          sandboxes: format.number(sizing.sandboxes),
          isolates: format.number(sizing.isolatesPerSandbox),
          memory: format.bytes(sizing.memoryBytes),
        })}
      </p>
    </Card>
  );
}
