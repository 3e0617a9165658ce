import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { presetById } from '../../contract/limit-presets.ts';
import { useFormat } from '../i18n/format.ts';
import { usePreferences } from '../state/preferences-store.ts';
import { limitState, Meter } from '../ui/meter.tsx';
import { presetLimitText } from './preset-text.ts';

/** What one run used. */
export interface RunUsage {
  cpuMs: number;
  wallMs: number;
  heapBytes: number;
}

const shown = ['cpuMs', 'wallMs', 'heapMb'] as const;
const words = { cpuMs: 'run.cpu', wallMs: 'run.wall', heapMb: 'run.heap' } as const;

/** How much of the chosen target's limits one run used; nothing while no target is chosen. */
export function Headroom({ cpuMs, wallMs, heapBytes }: RunUsage) {
  const { t } = useTranslation();
  const format = useFormat();
  const preset = presetById(usePreferences((preferences) => preferences.limitPreset));
  if (preset === undefined) return null;
  const used = { cpuMs, wallMs, heapMb: heapBytes / 2 ** 20 };
  const rows = shown.flatMap((limit) => {
    const allowed = preset.limits[limit]?.value;
    if (allowed === undefined) return [];
    const share = format.percent(used[limit] / allowed);
    return [{ limit, allowed, share, state: limitState(used[limit], allowed) }];
  });
  const tight = rows.filter(({ state }) => state !== 'fine');
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-3 gap-4">
        {rows.map(({ limit, allowed, share }) => (
          <Meter
            key={limit}
            label={`${preset.name} · ${t(words[limit])}`}
            used={used[limit]}
            allowed={allowed}
            text={t('run.shareOf', { share, allowed: presetLimitText(format, limit, allowed) })}
          />
        ))}
      </div>
      {tight.length > 0 && (
        <p className="flex gap-1.5 text-xs text-warm">
          <TriangleAlert aria-hidden size={13} className="mt-0.5 shrink-0" />
          {tight
            .map(({ limit, share, state }) =>
              t(state === 'over' ? 'run.overPreset' : 'run.nearPreset', {
                share,
                limit: t(words[limit]),
                target: preset.name,
              }),
            )
            .join(' ')}
        </p>
      )}
    </div>
  );
}
