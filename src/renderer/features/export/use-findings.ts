import { useEffect, useState } from 'react';

import type { Finding, TargetName } from '../../../contract/bundle.ts';
import { engine } from '../../api/clients.ts';
import { problemOf } from '../../api/problem.ts';

export interface Findings {
  findings: readonly Finding[] | null;
  problem: string | null;
}

const unknown: Findings = { findings: null, problem: null };

/** What the chosen functions do that the target does otherwise; null while it is looked up. */
export function useFindings(functions: readonly string[], target: TargetName): Findings {
  const [known, setKnown] = useState<Findings & { key: string }>({ ...unknown, key: '' });
  const key = `${target} ${functions.join(' ')}`;
  const chosen = functions.join(' ');
  useEffect(() => {
    if (chosen === '') return undefined;
    const abort = new AbortController();
    const learn = (learnt: Findings): void => {
      if (!abort.signal.aborted) setKnown({ ...learnt, key: `${target} ${chosen}` });
    };
    engine.bundles
      .report({ functions: chosen.split(' '), targets: [target] }, { signal: abort.signal })
      .then((findings) => learn({ findings, problem: null }))
      .catch((error: unknown) => learn({ findings: [], problem: problemOf(error).message }));
    return () => abort.abort();
  }, [chosen, target]);
  return known.key === key ? known : unknown;
}
