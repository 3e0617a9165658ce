import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { BundleTarget, TargetName } from '../../../contract/bundle.ts';
import { engine } from '../../api/clients.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { sortedFunctions, useFunctions } from '../../state/functions-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FindingList } from './finding-list.tsx';
import { FunctionChoice } from './function-choice.tsx';
import { TargetChoice } from './target-choice.tsx';
import { TargetResult } from './target-result.tsx';
import { useExport } from './use-export.ts';
import { useFindings } from './use-findings.ts';

/** Functions leave as bundles, one for each target: what is different there, a checklist as each is tried out, a place for it. */
export function ExportDialog({ functionId }: { functionId?: string }) {
  const { t } = useTranslation();
  const functions = sortedFunctions(useFunctions((state) => state.functions)).filter(({ damage }) => damage === null);
  /** Null stands for all, those that are still to come included. */
  const [some, setSome] = useState<ReadonlySet<string> | null>(functionId === undefined ? null : new Set([functionId]));
  const chosen = some ?? new Set(functions.map(({ id }) => id));
  const [targets, setTargets] = useState<readonly BundleTarget[]>([]);
  const [chosenTargets, setChosenTargets] = useState<ReadonlySet<TargetName>>(new Set(['cloudflare']));
  useEffect(() => {
    engine.bundles.targets().then(setTargets).catch(reportProblem);
  }, []);
  const ids = functions.map(({ id }) => id).filter((id) => chosen.has(id));
  const wanted = targets.filter(({ name }) => chosenTargets.has(name));
  const names = wanted.map(({ name }) => name);
  const report = useFindings(ids, names);
  const { runs, running, start, stop } = useExport();
  const ready = ids.length > 0 && names.length > 0;

  return (
    <Dialog
      title={t('exporting.title')}
      description={t('exporting.description')}
      closeLabel={t('common.close')}
      onClose={closeDialog}
      width="w-[680px]"
      footer={
        <>
          {running && <Button onClick={stop}>{t('exporting.cancel')}</Button>}
          <Button tone="primary" busy={running} disabled={!ready} onClick={() => void start(ids, names)}>
            {t(runs.length === 0 || running ? 'exporting.run' : 'exporting.runAgain')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <FunctionChoice functions={functions} chosen={chosen} disabled={running} onChange={setSome} />
        <TargetChoice targets={targets} chosen={chosenTargets} disabled={running} onChange={setChosenTargets} />
      </div>
      {ready && <FindingList {...report} targets={wanted} />}
      {runs.map((run) => (
        <TargetResult
          key={run.target}
          run={run}
          label={targets.find(({ name }) => name === run.target)?.label ?? run.target}
        />
      ))}
    </Dialog>
  );
}
