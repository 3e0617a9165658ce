import { Check, Circle, LoaderCircle, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { ExportCheck } from '../../../contract/bundle.ts';

const icons = {
  running: { icon: LoaderCircle, className: 'animate-spin text-text-3' },
  passed: { icon: Check, className: 'text-ok' },
  failed: { icon: X, className: 'text-danger' },
  skipped: { icon: Circle, className: 'text-text-3' },
} as const;

/** The checklist of an export as it goes: what differs, with both sides. */
export function CheckList({ checks }: { checks: readonly ExportCheck[] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('exporting.checks')} className="mt-2" aria-live="polite">
      <h4 className="mb-1 text-xs font-medium text-text-2">{t('exporting.checks')}</h4>
      <ul className="flex flex-col gap-1">
        {checks.map((check) => (
          <CheckRow key={check.id} check={check} />
        ))}
      </ul>
    </section>
  );
}

function CheckRow({ check: { kind, subject, state, detail, differences } }: { check: ExportCheck }) {
  const { t } = useTranslation();
  const { icon: Icon, className } = icons[state];
  return (
    <li className="flex gap-1.5 text-sm" data-selectable>
      <Icon aria-label={t(`exporting.state.${state}`)} size={14} className={`mt-0.5 shrink-0 ${className}`} />
      <div className="min-w-0 flex-1">
        <span className="break-words">{t(`exporting.check.${kind}`, { subject })}</span>
        {detail !== undefined && (
          <pre className="mt-0.5 max-h-32 overflow-auto font-mono text-2xs whitespace-pre-wrap text-text-3">
            {detail}
          </pre>
        )}
        {differences.map(({ what, expected, actual }) => (
          <div key={what} className="mt-1 grid grid-cols-2 gap-2 rounded-md bg-sunken p-2 font-mono text-2xs">
            <span className="col-span-2 text-text-2">{what}</span>
            <Side title={t('exporting.expected')} text={expected} className="text-ok" />
            <Side title={t('exporting.actual')} text={actual} className="text-danger" />
          </div>
        ))}
      </div>
    </li>
  );
}

function Side({ title, text, className }: { title: string; text: string; className: string }) {
  return (
    <div className="min-w-0">
      <span className={className}>{title}</span>
      <pre className="max-h-40 overflow-auto break-all whitespace-pre-wrap">{text}</pre>
    </div>
  );
}
