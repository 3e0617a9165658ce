import { useTranslation } from 'react-i18next';

import { type PublishMode, publishModeSchema } from '../../../contract/function.ts';
import { engine } from '../../api/clients.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Select } from '../../ui/select.tsx';
import { SettingRow, SettingsSection } from './setting-row.tsx';

/** Whether saving makes code live in this workspace; functions that say so themselves are not concerned. */
export function PublishingSection() {
  const { t } = useTranslation();
  const mode = useFunctions(({ workspace }) => workspace?.publish ?? 'save');
  const choose = (publish: PublishMode) => void engine.workspace.configure({ publish }).catch(reportProblem);
  return (
    <SettingsSection id="publishing" title={t('settings.publishing.title')}>
      <SettingRow title={t('settings.publishing.mode')} hint={t(`settings.publishing.hint.${mode}`)}>
        <Select
          className="w-full"
          label={t('settings.publishing.mode')}
          labelHidden
          value={mode}
          options={publishModeSchema.options.map((value) => ({ value, label: t(`settings.publishing.${value}`) }))}
          onChange={choose}
        />
      </SettingRow>
    </SettingsSection>
  );
}
