import { CheckCircle2, CircleAlert, CircleDashed, CircleX, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export type ShownOutcome = 'passed' | 'failed' | 'broken' | 'running' | 'none';

const looks = {
  passed: { icon: CheckCircle2, className: 'text-ok' },
  failed: { icon: CircleX, className: 'text-danger' },
  broken: { icon: CircleAlert, className: 'text-warm' },
  running: { icon: LoaderCircle, className: 'animate-spin text-accent' },
  none: { icon: CircleDashed, className: 'text-text-3' },
} as const;

/** How a test stands: by form, colour and name. */
export function TestOutcome({ outcome }: { outcome: ShownOutcome }) {
  const { t } = useTranslation();
  const { icon: Icon, className } = looks[outcome];
  return <Icon role="img" aria-label={t(`tests.outcome.${outcome}`)} size={15} className={`shrink-0 ${className}`} />;
}
