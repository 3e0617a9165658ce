import { useTranslation } from 'react-i18next';

import type { TrafficRange } from '../../../contract/stats.ts';
import { classNames } from '../../ui/class-names.ts';

export const shownRanges = ['live', '15m', '1h', '24h', '7d'] as const satisfies ('live' | TrafficRange)[];
export type ShownRange = (typeof shownRanges)[number];

/** How much of the past the dashboard shows. */
export function RangeSwitch({ range, onChange }: { range: ShownRange; onChange(range: ShownRange): void }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('dashboard.range')} className="flex rounded-md border border-line-strong/60 p-0.5">
      {shownRanges.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === range}
          className={classNames(
            'h-6 rounded px-2.5 text-xs font-medium',
            each === range ? 'bg-accent-soft text-accent-ink' : 'text-text-2 hover:bg-hover',
          )}
          onClick={() => onChange(each)}
        >
          {t(`dashboard.ranges.${each}`)}
        </button>
      ))}
    </div>
  );
}
