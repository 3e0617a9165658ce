import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { limitPresets } from '../../../contract/limit-presets.ts';
import type { Limits } from '../../../contract/limits.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { withPreset } from './preset-limits.ts';
import { limitNames, type SettingsForm } from './settings-form.ts';

const units: Record<keyof Limits, string> = {
  cpuMs: 'ms',
  wallMs: 'ms',
  heapMb: 'MB',
  requestBytes: 'MB',
  responseBytes: 'MB',
};

export interface LimitFieldsProps {
  value: SettingsForm['limits'];
  errorOf: (field: string) => string | undefined;
  onChange: (limits: SettingsForm['limits']) => void;
}

/** What one invocation may use. */
export function LimitFields({ value, errorOf, onChange }: LimitFieldsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="col-span-2 mt-1 border-t border-line pt-4">
      <legend className="sr-only">{t('functions.limits')}</legend>
      <div className="flex items-center justify-between gap-3">
        <h3 aria-hidden className="text-sm font-semibold">
          {t('functions.limits')}
        </h3>
        <Menu
          align="end"
          trigger={
            <Button tone="ghost" size="sm">
              {t('functions.usePreset')}
              <ChevronDown aria-hidden size={13} />
            </Button>
          }
          items={limitPresets.map((preset) => ({
            label: preset.name,
            onSelect: () => onChange(withPreset(value, preset)),
          }))}
        />
      </div>
      <p className="mt-0.5 text-xs text-text-3">{t('functions.limitsHint')}</p>
      <div className="mt-3 grid grid-cols-3 gap-3">
        {limitNames.map((limit) => (
          <TextField
            key={limit}
            label={t(`functions.limit.${limit}`)}
            inputMode="decimal"
            suffix={units[limit]}
            value={value[limit]}
            error={errorOf(`limits.${limit}`)}
            onChange={(event) => onChange({ ...value, [limit]: event.target.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}
