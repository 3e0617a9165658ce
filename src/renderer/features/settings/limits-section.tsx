import { useTranslation } from 'react-i18next';

import { limitPresets, limitSources, presetById } from '../../../contract/limit-presets.ts';
import { shell } from '../../api/clients.ts';
import { useFormat } from '../../i18n/format.ts';
import { presetLimitText } from '../../run/preset-text.ts';
import { setPreferences, usePreferences } from '../../state/preferences-store.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { Select } from '../../ui/select.tsx';
import { SettingRow, SettingsSection } from './setting-row.tsx';

const none = 'none';

/** Whose limits every run is compared with, and where those are written. */
export function LimitsSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const chosen = usePreferences((preferences) => preferences.limitPreset);
  const preset = presetById(chosen);
  return (
    <SettingsSection id="limits" title={t('settings.limits.title')}>
      <SettingRow
        title={t('settings.limits.preset')}
        hint={t('settings.limits.presetHint')}
        keywords={limitPresets.map(({ name }) => name).join(' ')}
      >
        <Select
          className="w-full"
          label={t('settings.limits.preset')}
          labelHidden
          value={chosen ?? none}
          options={[
            { value: none, label: t('settings.limits.none') },
            ...limitPresets.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => void setPreferences({ limitPreset: id === none ? null : id })}
        />
      </SettingRow>
      {preset && (
        <SettingRow title={preset.name} wide keywords={t('settings.limits.preset')}>
          <dl className="flex flex-col gap-1.5 text-xs">
            {(
              Object.entries(preset.limits) as [
                keyof typeof preset.limits,
                { value: number; source: keyof typeof limitSources },
              ][]
            ).map(([limit, { value, source }]) => {
              const { title, url, read } = limitSources[source];
              return (
                <div key={limit} className="flex items-baseline gap-3">
                  <dt className="w-36 text-text-2">{t(`functions.limit.${limit}`)}</dt>
                  <dd className="w-24 font-mono tabular-nums">{presetLimitText(format, limit, value)}</dd>
                  <dd className="min-w-0 flex-1 truncate">
                    <button
                      type="button"
                      className="text-accent-ink underline underline-offset-2"
                      onClick={() => void shell.links.open({ url }).catch(reportProblem)}
                    >
                      {title}
                    </button>{' '}
                    <span className="text-text-3">{t('settings.limits.read', { date: read })}</span>
                  </dd>
                </div>
              );
            })}
          </dl>
        </SettingRow>
      )}
    </SettingsSection>
  );
}
