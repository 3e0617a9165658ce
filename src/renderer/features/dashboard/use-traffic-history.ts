import { useEffect, useState } from 'react';

import type { TrafficHistory, TrafficRange } from '../../../contract/stats.ts';
import { engine } from '../../api/clients.ts';
import { reportProblem } from '../../state/toasts-store.ts';

const refreshMs = 10_000;

/** The traffic of a range, read again every ten seconds; null for none, and until it is there. */
export function useTrafficHistory(range: TrafficRange | null): TrafficHistory | null {
  const [read, setRead] = useState<{ range: TrafficRange; history: TrafficHistory } | null>(null);
  useEffect(() => {
    if (range === null) return;
    let current = true;
    const refresh = (): void =>
      void engine.stats
        .history({ range })
        .then((history) => current && setRead({ range, history }))
        .catch(reportProblem);
    refresh();
    const timer = setInterval(refresh, refreshMs);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [range]);
  return read?.range === range ? read.history : null;
}
