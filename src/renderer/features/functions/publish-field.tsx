import { useTranslation } from 'react-i18next';

import { publishModeSchema } from '../../../contract/function.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { Select } from '../../ui/select.tsx';
import type { SettingsForm } from './settings-form.ts';

export interface PublishFieldProps {
  value: SettingsForm['publish'];
  onChange(value: SettingsForm['publish']): void;
}

/** Whether a save of the function is live at once: its own choice, or the workspace's. */
export function PublishField({ value, onChange }: PublishFieldProps) {
  const { t } = useTranslation();
  const usual = useFunctions(({ workspace }) => workspace?.publish ?? 'save');
  const own = publishModeSchema.options.map((mode) => ({ value: mode, label: t(`settings.publishing.${mode}`) }));
  const workspace = t('functions.publishWorkspace', { mode: t(`settings.publishing.${usual}`) });
  return (
    <Select<SettingsForm['publish']>
      label={t('settings.publishing.mode')}
      hint={t('functions.publishHint')}
      value={value}
      options={[{ value: 'workspace', label: workspace }, ...own]}
      onChange={onChange}
    />
  );
}
