import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Bundle, BundleTarget, TargetName } from '../../../contract/bundle.ts';
import { engine, shell } from '../../api/clients.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { sortedFunctions, useFunctions } from '../../state/functions-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { CheckList } from './check-list.tsx';
import { FindingList } from './finding-list.tsx';
import { FunctionChoice } from './function-choice.tsx';
import { useExport } from './use-export.ts';
import { useFindings } from './use-findings.ts';

/** Functions leave as a bundle: what is different there, a checklist as it is tried out, and a place for it. */
export function ExportDialog({ functionId }: { functionId?: string }) {
  const { t } = useTranslation();
  const functions = sortedFunctions(useFunctions((state) => state.functions)).filter(({ damage }) => damage === null);
  /** Null stands for all, those that are still to come included. */
  const [some, setSome] = useState<ReadonlySet<string> | null>(functionId === undefined ? null : new Set([functionId]));
  const chosen = some ?? new Set(functions.map(({ id }) => id));
  const [targets, setTargets] = useState<readonly BundleTarget[]>([]);
  const [target, setTarget] = useState<TargetName>('cloudflare');
  useEffect(() => {
    engine.bundles.targets().then(setTargets).catch(reportProblem);
  }, []);
  const ids = functions.map(({ id }) => id).filter((id) => chosen.has(id));
  const report = useFindings(ids, target);
  const { run, start, stop } = useExport();
  const [saved, setSaved] = useState<string | null>(null);
  const runtime = targets.find(({ name }) => name === target)?.runtime;
  const began = run.running || run.bundle !== null || run.checks.length > 0;

  return (
    <Dialog
      title={t('exporting.title')}
      description={t('exporting.description')}
      closeLabel={t('common.close')}
      onClose={closeDialog}
      width="w-[680px]"
      footer={
        <>
          {run.bundle !== null && <SaveButtons bundle={run.bundle} onSaved={setSaved} />}
          {run.running && <Button onClick={stop}>{t('exporting.cancel')}</Button>}
          <Button
            tone={run.bundle === null ? 'primary' : 'secondary'}
            busy={run.running}
            disabled={ids.length === 0}
            onClick={() => {
              setSaved(null);
              void start({ functions: ids, target, verify: true });
            }}
          >
            {t(run.bundle === null ? 'exporting.run' : 'exporting.runAgain')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <FunctionChoice functions={functions} chosen={chosen} disabled={run.running} onChange={setSome} />
        <Select
          label={t('exporting.target')}
          value={target}
          options={targets.map(({ name, label }) => ({ value: name, label }))}
          onChange={(next) => {
            stop();
            setTarget(next);
          }}
          hint={runtime?.found === false ? t('exporting.notHere', { runtime: runtime.name }) : undefined}
        />
      </div>
      {ids.length > 0 && <FindingList {...report} />}
      {began && <CheckList checks={run.checks} />}
      {run.problem !== null && (
        <p role="alert" className="mt-3 text-sm text-danger" data-selectable>
          {run.problem}
        </p>
      )}
      {run.bundle !== null && <Verdict bundle={run.bundle} />}
      {run.bundle !== null && saved !== null && <Saved path={saved} />}
    </Dialog>
  );
}

function Verdict({ bundle: { verified, files } }: { bundle: Bundle }) {
  const { t } = useTranslation();
  const verdict = verified === null ? 'unverified' : verified ? 'verified' : 'failed';
  return (
    <p role="status" className={`mt-4 text-sm font-medium ${verified === false ? 'text-danger' : ''}`}>
      {t(`exporting.${verdict}`)}{' '}
      <span className="font-normal text-text-3">{t('exporting.sizes', { count: files.length })}</span>
    </p>
  );
}

interface SaveButtonsProps {
  bundle: Bundle;
  onSaved: (path: string) => void;
}

function SaveButtons({ bundle, onSaved }: SaveButtonsProps) {
  const { t } = useTranslation();
  const save = (saving: Promise<{ path: string } | null>): void => {
    saving.then((saved) => saved !== null && onSaved(saved.path)).catch(reportProblem);
  };
  const { name, target, fileName, zip } = bundle;
  return (
    <>
      <Button onClick={() => save(shell.downloads.save({ name: fileName, base64: zip }))}>
        {t('exporting.saveZip')}
      </Button>
      <Button tone="primary" onClick={() => save(shell.downloads.unpack({ name: `${name}-${target}`, zip }))}>
        {t('exporting.saveFolder')}
      </Button>
    </>
  );
}

function Saved({ path }: { path: string }) {
  const { t } = useTranslation();
  return (
    <p role="status" className="mt-2 flex items-center gap-2 text-sm">
      <span className="min-w-0 break-all text-text-2" data-selectable>
        {t('exporting.saved')}: {path}
      </span>
      <Button size="sm" onClick={() => void shell.downloads.reveal({ path }).catch(reportProblem)}>
        {t('exporting.reveal')}
      </Button>
    </p>
  );
}
