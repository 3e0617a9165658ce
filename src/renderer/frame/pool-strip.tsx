import { useTranslation } from 'react-i18next';

import type { PoolStats } from '../../contract/stats.ts';
import { openScreen } from '../state/router-store.ts';
import { IsolateCell } from '../ui/isolate-cell.tsx';
import { Tooltip } from '../ui/tooltip.tsx';

/** More cells than this do not fit the status bar. */
const shownCells = 16;

/** The isolate pool in small: a cell an isolate. Leads to the dashboard. */
export function PoolStrip({ pool }: { pool: PoolStats }) {
  const { t } = useTranslation();
  const cells = pool.sandboxes.flatMap((sandbox) => sandbox.isolates);
  const count = pool.sandboxes.reduce((sum, sandbox) => sum + sandbox.isolateCount, 0);
  const summary = t('frame.poolSummary', { warm: pool.warm, busy: pool.busy, queued: pool.queued });
  return (
    <Tooltip side="top" text={summary}>
      <button
        type="button"
        aria-label={`${t('frame.pool')}: ${summary}`}
        onClick={() => openScreen({ name: 'dashboard' })}
        className="flex h-full items-center gap-1 rounded px-2 text-text-2 -outline-offset-2 hover:bg-hover hover:text-text"
      >
        {t('frame.pool')}
        {cells.length === 0 && <IsolateCell state="free" className="size-2.5" />}
        {cells.slice(0, shownCells).map((cell, index) => (
          <IsolateCell key={`${cell.functionId}-${index}`} state={cell.state} className="size-2.5" />
        ))}
        {count > shownCells && <span className="tabular-nums">+{count - shownCells}</span>}
      </button>
    </Tooltip>
  );
}
