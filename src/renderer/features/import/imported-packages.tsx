import { Download, PackageOpen, Square } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { NpmOutput } from '../../packages/npm-output.tsx';
import { reportProblem } from '../../state/toasts-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { checkedAgain, useInstallation } from './use-installation.ts';
import { leaveImport, type Imported } from './use-import.ts';

/** What came in asks for packages: they are named, and installed only if the person says so. */
export function ImportedPackages({ result, missing: { places, hasNpm } }: Imported) {
  const { t } = useTranslation();
  const { state, runs, start, stop } = useInstallation(places);
  const [leaving, setLeaving] = useState(false);
  const leave = async (): Promise<void> => {
    if (state !== 'done') return leaveImport(result);
    setLeaving(true);
    try {
      leaveImport(await checkedAgain(result));
    } catch (error) {
      leaveImport(result);
      reportProblem(error);
    }
  };
  const installing = state === 'installing';
  return (
    <Dialog
      title={t('importing.done', { count: result.functions.length })}
      description={t(hasNpm ? 'importing.packages.description' : 'packages.npmMissingHint')}
      closeLabel={t('common.close')}
      onClose={() => void leave()}
      width="w-[720px]"
      footer={
        <>
          {installing && (
            <Button icon={Square} onClick={stop}>
              {t('packages.cancel')}
            </Button>
          )}
          {!installing && (
            <Button tone={state === 'done' ? 'primary' : 'secondary'} busy={leaving} onClick={() => void leave()}>
              {t(state === 'done' ? 'packages.done' : 'importing.packages.later')}
            </Button>
          )}
          {state !== 'done' && hasNpm && (
            <Button tone="primary" icon={Download} busy={installing} onClick={() => void start()}>
              {t('importing.packages.install')}
            </Button>
          )}
        </>
      }
    >
      <ul aria-label={t('importing.packages.title')} className="divide-y divide-line rounded-md border border-line">
        {places.map(({ folder, packages }) => (
          <li key={folder} className="px-2.5 py-1.5 text-sm" data-selectable>
            <span className="flex items-center gap-1.5 text-xs text-text-3">
              <PackageOpen aria-hidden size={13} className="shrink-0" />
              {folder === '' ? t('packages.workspace') : folder}
            </span>
            <span className="font-mono text-xs break-words">{packages.join('  ')}</span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-xs text-text-2">{t('importing.packages.caution')}</p>
      {runs.length > 0 && (
        <div className="mt-3 rounded-md border border-line">
          {runs.map(({ place, run }) => (
            <NpmOutput key={place.folder} run={run} />
          ))}
        </div>
      )}
    </Dialog>
  );
}
