import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { can } from '../../api/clients.ts';
import { setPreferences, usePreferences } from '../../state/preferences-store.ts';
import { Switch } from '../../ui/switch.tsx';
import { NumberSetting } from './number-setting.tsx';
import { SettingRow, SettingsSection } from './setting-row.tsx';

/** Where the engine listens, who may reach it, and how many calls it keeps. A change restarts it. */
export function GatewaySection() {
  const { t } = useTranslation();
  const { gateway, historyMb } = usePreferences();
  if (!can('control-engine')) {
    return (
      <SettingsSection id="gateway" title={t('settings.gateway.title')}>
        <SettingRow title={t('settings.gateway.byServer')} hint={t('settings.gateway.byServerHint')} wide />
      </SettingsSection>
    );
  }
  return (
    <SettingsSection id="gateway" title={t('settings.gateway.title')}>
      <SettingRow title={t('settings.gateway.port')} hint={t('settings.gateway.portHint')}>
        <NumberSetting
          label={t('settings.gateway.port')}
          value={gateway.port}
          min={0}
          max={65_535}
          placeholder="3000"
          onChange={(port) => void setPreferences({ gateway: { ...gateway, port } })}
        />
      </SettingRow>
      <SettingRow title={t('settings.gateway.token')} hint={t('settings.gateway.tokenHint')}>
        <Switch
          label={t('settings.gateway.token')}
          checked={gateway.requireToken}
          onChange={(requireToken) => void setPreferences({ gateway: { ...gateway, requireToken } })}
        />
      </SettingRow>
      <SettingRow
        title={t('settings.gateway.exposed')}
        hint={
          <>
            {t('settings.gateway.exposedHint')}
            {gateway.exposed && (
              <span role="status" className="mt-1 flex gap-1.5 text-warm">
                <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
                {t('settings.gateway.exposedNow')}
              </span>
            )}
          </>
        }
      >
        <Switch
          label={t('settings.gateway.exposed')}
          checked={gateway.exposed}
          onChange={(exposed) => void setPreferences({ gateway: { ...gateway, exposed } })}
        />
      </SettingRow>
      <SettingRow title={t('settings.gateway.history')} hint={t('settings.gateway.historyHint')}>
        <NumberSetting
          label={t('settings.gateway.history')}
          value={historyMb}
          min={0}
          max={100_000}
          suffix="MB"
          placeholder="256"
          onChange={(next) => void setPreferences({ historyMb: next })}
        />
      </SettingRow>
    </SettingsSection>
  );
}
