import { useEffect, useState } from 'react';

import type { Finding, TargetName } from '../../../contract/bundle.ts';
import { engine } from '../../api/clients.ts';
import { problemOf } from '../../api/problem.ts';

export interface Findings {
  findings: readonly Finding[] | null;
  problem: string | null;
}

const unknown: Findings = { findings: null, problem: null };

/** What the chosen functions do that the targets do otherwise; null while it is looked up. */
export function useFindings(functions: readonly string[], targets: readonly TargetName[]): Findings {
  const [known, setKnown] = useState<Findings & { key: string }>({ ...unknown, key: '' });
  const chosen = functions.join(' ');
  const places = targets.join(' ');
  const key = `${places} ${chosen}`;
  useEffect(() => {
    if (chosen === '' || places === '') return undefined;
    const abort = new AbortController();
    const learn = (learnt: Findings): void => {
      if (!abort.signal.aborted) setKnown({ ...learnt, key: `${places} ${chosen}` });
    };
    engine.bundles
      .report({ functions: chosen.split(' '), targets: places.split(' ') as TargetName[] }, { signal: abort.signal })
      .then((findings) => learn({ findings, problem: null }))
      .catch((error: unknown) => learn({ findings: [], problem: problemOf(error).message }));
    return () => abort.abort();
  }, [chosen, places]);
  return known.key === key ? known : unknown;
}
