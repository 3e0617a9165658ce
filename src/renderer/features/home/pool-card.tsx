import { useTranslation } from 'react-i18next';

import { useEngine } from '../../state/engine-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { useStats } from '../../state/stats-store.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { IsolateCell } from '../../ui/isolate-cell.tsx';

/** Cells of the smallest pool drawn, so that an empty pool still shows that there is room. */
const leastCells = 64;

/** The isolate pool as a field of cells: what is warm, busy, loading. */
export function PoolCard() {
  const { t } = useTranslation();
  const stats = useStats((state) => state.stats);
  const phase = useEngine((store) => store.engine.phase);
  // What the last engine's pool looked like says nothing about now.
  const pool = phase === 'ready' ? stats?.pool : undefined;
  const cells = pool?.sandboxes.flatMap((sandbox) => sandbox.isolates) ?? [];
  const free = Math.max(0, leastCells - cells.length);
  return (
    <Card
      title={t('home.isolates')}
      actions={
        <Button tone="ghost" size="sm" onClick={() => openScreen({ name: 'dashboard' })}>
          {t('frame.dashboard')}
        </Button>
      }
    >
      <div aria-hidden className="grid h-9 grid-cols-[repeat(auto-fill,16px)] content-start gap-1 overflow-hidden">
        {cells.map((cell, index) => (
          <IsolateCell key={`${cell.functionId}-${index}`} state={cell.state} className="size-4" />
        ))}
        {Array.from({ length: free }, (_, index) => (
          <IsolateCell key={index} state="free" className="size-4 opacity-45" />
        ))}
      </div>
      <p className="mt-2 text-sm text-text-2 tabular-nums">
        {pool
          ? t('frame.poolSummary', { warm: pool.warm, busy: pool.busy, queued: pool.queued })
          : t(phase === 'ready' ? 'common.loading' : `engine.state.${phase}`)}
      </p>
    </Card>
  );
}
