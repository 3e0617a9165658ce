import { useTranslation } from 'react-i18next';

import type { Limits } from '../../contract/limits.ts';
import { useFormat } from '../i18n/format.ts';
import { Meter } from '../ui/meter.tsx';
import { Headroom, type RunUsage } from './headroom.tsx';

export interface LimitMetersProps extends RunUsage {
  limits: Pick<Limits, 'cpuMs' | 'wallMs' | 'heapMb'>;
}

/** What one run used of each limit, and of those of the chosen target. */
export function LimitMeters({ limits, cpuMs, wallMs, heapBytes }: LimitMetersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = (used: string, allowed: string) => t('run.limitOf', { used, allowed });
  const heapLimitBytes = limits.heapMb * 2 ** 20;
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-3 gap-4">
        <Meter
          label={t('run.cpu')}
          used={cpuMs}
          allowed={limits.cpuMs}
          text={text(format.duration(cpuMs), format.duration(limits.cpuMs))}
        />
        <Meter
          label={t('run.wall')}
          used={wallMs}
          allowed={limits.wallMs}
          text={text(format.duration(wallMs), format.duration(limits.wallMs))}
        />
        <Meter
          label={t('run.heap')}
          used={heapBytes}
          allowed={heapLimitBytes}
          text={text(format.bytes(heapBytes), format.bytes(heapLimitBytes))}
        />
      </div>
      <Headroom cpuMs={cpuMs} wallMs={wallMs} heapBytes={heapBytes} />
    </div>
  );
}
