import { useTranslation } from 'react-i18next';

import { defaultPreferences, type Theme, type UiLanguage } from '../../../contract/shell.ts';
import { setPreferences, usePreferences } from '../../state/preferences-store.ts';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { NumberSetting } from './number-setting.tsx';
import { SettingRow, SettingsSection } from './setting-row.tsx';

/** How the app looks, and how the editor behaves. */
export function AppearanceSection() {
  const { t } = useTranslation();
  const { theme, language, editorFontSize, formatOnSave } = usePreferences();
  return (
    <SettingsSection id="appearance" title={t('settings.appearance.title')}>
      <SettingRow title={t('frame.theme')}>
        <Select<Theme>
          className="w-full"
          label={t('frame.theme')}
          labelHidden
          value={theme}
          options={[
            { value: 'system', label: t('frame.themeSystem') },
            { value: 'light', label: t('frame.themeLight') },
            { value: 'dark', label: t('frame.themeDark') },
          ]}
          onChange={(next) => void setPreferences({ theme: next })}
        />
      </SettingRow>
      <SettingRow title={t('frame.language')} keywords="language 语言">
        <Select<UiLanguage>
          className="w-full"
          label={t('frame.language')}
          labelHidden
          value={language}
          options={[
            { value: 'system', label: t('frame.languageSystem') },
            { value: 'en', label: 'English' },
            { value: 'zh-CN', label: '简体中文' },
          ]}
          onChange={(next) => void setPreferences({ language: next })}
        />
      </SettingRow>
      <SettingRow title={t('settings.appearance.fontSize')}>
        <NumberSetting
          label={t('settings.appearance.fontSize')}
          value={editorFontSize}
          min={8}
          max={32}
          suffix="px"
          onChange={(size) => void setPreferences({ editorFontSize: size ?? defaultPreferences.editorFontSize })}
        />
      </SettingRow>
      <SettingRow title={t('settings.appearance.formatOnSave')} hint={t('settings.appearance.formatOnSaveHint')}>
        <Switch
          label={t('settings.appearance.formatOnSave')}
          checked={formatOnSave}
          onChange={(next) => void setPreferences({ formatOnSave: next })}
        />
      </SettingRow>
      <SettingRow title={t('settings.appearance.motion')} hint={t('settings.appearance.motionHint')} />
    </SettingsSection>
  );
}
