import { useTranslation } from 'react-i18next';

import type { TrafficRange } from '../../../contract/stats.ts';
import { Segmented } from '../../ui/segmented.tsx';

export const shownRanges = ['live', '15m', '1h', '24h', '7d'] as const satisfies ('live' | TrafficRange)[];
export type ShownRange = (typeof shownRanges)[number];

/** How much of the past the dashboard shows. */
export function RangeSwitch({ range, onChange }: { range: ShownRange; onChange(range: ShownRange): void }) {
  const { t } = useTranslation();
  return (
    <Segmented
      label={t('dashboard.range')}
      value={range}
      options={shownRanges.map((value) => ({ value, label: t(`dashboard.ranges.${value}`) }))}
      onChange={onChange}
    />
  );
}
