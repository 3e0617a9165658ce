import { Ruler } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { limitPresets, presetById } from '../../contract/limit-presets.ts';
import { setPreferences, usePreferences } from '../state/preferences-store.ts';
import { StatusMenu } from './status-menu.tsx';

/** Whose limits runs are compared with, in the status bar. */
export function PresetMenu() {
  const { t } = useTranslation();
  const chosen = usePreferences((preferences) => preferences.limitPreset);
  const choice = (id: string | null, label: string) => ({
    label,
    checked: chosen === id,
    onSelect: () => void setPreferences({ limitPreset: id }),
  });
  return (
    <StatusMenu
      icon={Ruler}
      label={t('frame.preset')}
      shown={presetById(chosen)?.name ?? t('frame.noPreset')}
      items={[choice(null, t('frame.noPreset')), 'separator', ...limitPresets.map(({ id, name }) => choice(id, name))]}
    />
  );
}
