import { FileArchive, FolderDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Bundle } from '../../../contract/bundle.ts';
import { can, shell } from '../../api/clients.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { CheckList } from './check-list.tsx';
import type { TargetRun } from './use-export.ts';

export interface TargetResultProps {
  run: TargetRun;
  label: string;
}

/** The bundle for one target: its checklist as it is tried out, what came of it, and a place for it. */
export function TargetResult({ run, label }: TargetResultProps) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState<string | null>(null);
  const { state, checks, bundle, problem } = run;
  return (
    <section aria-label={label} className="mt-4 rounded-lg border border-line p-3">
      <div className="flex min-h-7 flex-wrap items-center gap-2">
        <h3 className="text-sm font-semibold">{label}</h3>
        {state === 'waiting' && <span className="text-xs text-text-3">{t('exporting.waiting')}</span>}
        <span className="flex-1" />
        {bundle !== null && <SaveButtons bundle={bundle} label={label} onSaved={setSaved} />}
      </div>
      {bundle !== null && <Verdict bundle={bundle} />}
      {problem !== null && (
        <p role="alert" className="text-sm text-danger" data-selectable>
          {problem}
        </p>
      )}
      {bundle !== null && saved !== null && <Saved path={saved} />}
      {checks.length > 0 && <CheckList checks={checks} />}
    </section>
  );
}

function Verdict({ bundle: { verified, files } }: { bundle: Bundle }) {
  const { t } = useTranslation();
  const verdict = verified === null ? 'unverified' : verified ? 'verified' : 'failed';
  return (
    <p role="status" className={`text-sm ${verified === false ? 'text-danger' : 'text-text-2'}`}>
      {t(`exporting.${verdict}`)} <span className="text-text-3">{t('exporting.sizes', { count: files.length })}</span>
    </p>
  );
}

interface SaveButtonsProps {
  bundle: Bundle;
  label: string;
  onSaved: (path: string) => void;
}

function SaveButtons({ bundle: { name, target, fileName, zip }, label, onSaved }: SaveButtonsProps) {
  const { t } = useTranslation();
  const save = (saving: Promise<{ path: string } | null>): void => {
    saving.then((saved) => saved !== null && onSaved(saved.path)).catch(reportProblem);
  };
  return (
    <>
      <Button
        size="sm"
        icon={FileArchive}
        aria-label={t('exporting.saveZipOf', { target: label })}
        onClick={() => save(shell.downloads.save({ name: fileName, base64: zip }))}
      >
        {t('exporting.saveZip')}
      </Button>
      {can('save-folders') && (
        <Button
          size="sm"
          icon={FolderDown}
          aria-label={t('exporting.saveFolderOf', { target: label })}
          onClick={() => save(shell.downloads.unpack({ name: `${name}-${target}`, zip }))}
        >
          {t('exporting.saveFolder')}
        </Button>
      )}
    </>
  );
}

function Saved({ path }: { path: string }) {
  const { t } = useTranslation();
  return (
    <p role="status" className="mt-1 flex items-center gap-2 text-sm">
      <span className="min-w-0 break-all text-text-2" data-selectable>
        {t('exporting.saved')}: {path}
      </span>
      {can('reveal-files') && (
        <Button size="sm" onClick={() => void shell.downloads.reveal({ path }).catch(reportProblem)}>
          {t('exporting.reveal')}
        </Button>
      )}
    </p>
  );
}
