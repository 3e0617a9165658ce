import { Ruler } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { limitPresets, presetById } from '../../contract/limit-presets.ts';
import { setPreferences, usePreferences } from '../state/preferences-store.ts';
import { Menu } from '../ui/menu.tsx';

/** Whose limits runs are compared with, in the status bar. */
export function PresetMenu({ className }: { className: string }) {
  const { t } = useTranslation();
  const chosen = usePreferences((preferences) => preferences.limitPreset);
  const shown = presetById(chosen)?.name ?? t('frame.noPreset');
  return (
    <Menu
      align="end"
      side="top"
      trigger={
        <button type="button" aria-label={`${t('frame.preset')}: ${shown}`} className={className}>
          <Ruler aria-hidden size={12} />
          {shown}
        </button>
      }
      items={[
        {
          label: t('frame.noPreset'),
          checked: chosen === null,
          onSelect: () => void setPreferences({ limitPreset: null }),
        },
        'separator',
        ...limitPresets.map(({ id, name }) => ({
          label: name,
          checked: chosen === id,
          onSelect: () => void setPreferences({ limitPreset: id }),
        })),
      ]}
    />
  );
}
