import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../i18n/format.ts';
import { cancelRun } from '../../run/runs-store.ts';
import { Button } from '../../ui/button.tsx';

/** A run shorter than this needs no progress; showing it would only flicker. */
const shownAfterMs = 1_000;
const tickMs = 200;

/** Says that a run is under way and for how long, and offers to cancel it. */
export function RunningBar({ functionId, since }: { functionId: string; since: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [elapsedMs, setElapsedMs] = useState(() => Date.now() - since);
  useEffect(() => {
    const timer = setInterval(() => setElapsedMs(Date.now() - since), tickMs);
    return () => clearInterval(timer);
  }, [since]);
  if (elapsedMs < shownAfterMs) return null;
  return (
    <div className="flex items-center gap-3 border-b border-line bg-warm-soft px-3 py-1.5 text-xs text-warm">
      <span aria-hidden className="size-2 animate-[breathe_1.2s_ease-in-out_infinite] rounded-full bg-warm-fill" />
      <span role="status" className="sr-only">
        {t('testPanel.running')}
      </span>
      <span aria-hidden className="flex-1 tabular-nums">
        {t('testPanel.runningFor', { time: format.duration(elapsedMs) })}
      </span>
      <Button size="sm" onClick={() => cancelRun(functionId)}>
        {t('testPanel.cancel')}
      </Button>
    </div>
  );
}
