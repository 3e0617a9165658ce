import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { SandboxLayers } from '../../../contract/stats.ts';
import { Tooltip } from '../../ui/tooltip.tsx';

const names = ['permissions', 'namespaces', 'endsWithEngine', 'memoryWatched'] as const;

/** What stands around every sandbox on this machine, and what of it this machine does not have. */
export function LayerList({ layers }: { layers: SandboxLayers }) {
  const { t } = useTranslation();
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-text-2">
      <span className="text-text-3">{t('dashboard.layers')}</span>
      <ul aria-label={t('dashboard.layers')} className="contents">
        {names.map((name) => {
          const Icon = layers[name] ? ShieldCheck : ShieldOff;
          return (
            <Tooltip key={name} text={t(`dashboard.layerHint.${name}`)}>
              <li tabIndex={0} className="flex items-center gap-1.5 rounded">
                <Icon aria-hidden size={13} className={layers[name] ? 'text-ok' : 'text-text-3'} />
                {t(layers[name] ? `dashboard.layer.${name}` : 'dashboard.layerMissing', {
                  layer: t(`dashboard.layer.${name}`),
                })}
              </li>
            </Tooltip>
          );
        })}
      </ul>
    </div>
  );
}
