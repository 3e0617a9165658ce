import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { Findings } from './use-findings.ts';

/** The portability report: what will not work at the target, and what works otherwise. */
export function FindingList({ findings, problem }: Findings) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('exporting.report')} className="mt-4">
      <h3 className="mb-1 text-xs font-medium text-text-2">{t('exporting.report')}</h3>
      {problem !== null && (
        <p role="alert" className="flex gap-1.5 text-sm text-danger" data-selectable>
          <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
          {problem}
        </p>
      )}
      {problem === null && findings?.length === 0 && (
        <p className="flex gap-1.5 text-sm text-text-2">
          <CircleCheck aria-hidden size={14} className="mt-0.5 shrink-0 text-ok" />
          {t('exporting.noFindings')}
        </p>
      )}
      <ul className="flex flex-col gap-1">
        {findings?.map((finding) => {
          const { functionId, severity, code, message, file, line } = finding;
          const Icon = severity === 'blocks' ? CircleAlert : TriangleAlert;
          const place = file === undefined ? '' : line === undefined ? file : `${file}:${line}`;
          return (
            <li key={`${functionId} ${code} ${message}`} className="flex gap-1.5 text-sm" data-selectable>
              <Icon
                aria-label={t(`exporting.${severity}`)}
                size={14}
                className={`mt-0.5 shrink-0 ${severity === 'blocks' ? 'text-danger' : 'text-warm'}`}
              />
              <span className="min-w-0">
                <span className="font-medium">{functionId}</span> {message}
                {place !== '' && <span className="block font-mono text-2xs break-all text-text-3">{place}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
