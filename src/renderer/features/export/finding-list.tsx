import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { BundleTarget, Finding } from '../../../contract/bundle.ts';
import { NoteRow } from '../../ui/note-row.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { findingWords } from './finding-words.ts';
import type { Findings } from './use-findings.ts';

export interface FindingListProps extends Findings {
  /** Those the report is about, to be named where they are several. */
  targets: readonly BundleTarget[];
}

/** The portability report: what will not work at the targets, and what works otherwise. */
export function FindingList({ findings, problem, targets }: FindingListProps) {
  const { t } = useTranslation();
  const told = targets
    .map((target) => ({ target, own: (findings ?? []).filter((finding) => finding.target === target.name) }))
    .filter(({ own }) => own.length > 0);
  return (
    <section aria-label={t('exporting.report')} className="mt-4">
      <h3 className="mb-1 text-xs font-medium text-text-2">{t('exporting.report')}</h3>
      {problem !== null && (
        <p role="alert" className="flex gap-1.5 text-sm text-danger" data-selectable>
          <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
          {problem}
        </p>
      )}
      {problem === null && findings === null && <Skeleton className="h-5 w-2/3" />}
      {problem === null && findings?.length === 0 && (
        <p className="flex gap-1.5 text-sm text-text-2">
          <CircleCheck aria-hidden size={14} className="mt-0.5 shrink-0 text-ok" />
          {t('exporting.noFindings')}
        </p>
      )}
      {told.map(({ target, own }) => (
        <div key={target.name} className="mb-2">
          {targets.length > 1 && <h4 className="mb-0.5 text-sm font-medium">{target.label}</h4>}
          <ul className="flex flex-col gap-1">
            {own.map((finding) => (
              <FindingRow key={`${finding.functionId} ${finding.code} ${finding.message}`} finding={finding} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function FindingRow({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const { functionId, severity, file, line } = finding;
  return (
    <NoteRow severe={severity === 'blocks'} label={t(`exporting.${severity}`)} file={file} line={line}>
      <span className="font-medium">{functionId}</span> {findingWords(t, finding)}
    </NoteRow>
  );
}
