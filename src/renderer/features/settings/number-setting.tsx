import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { TextField } from '../../ui/text-field.tsx';

export interface NumberSettingProps {
  label: string;
  /** Null stands for the default. */
  value: number | null;
  min: number;
  max: number;
  suffix?: string;
  placeholder?: string;
  onChange: (value: number | null) => void;
}

/** A whole number, taken over on Enter and on leaving the field; an empty field stands for the default. */
export function NumberSetting({ label, value, min, max, suffix, placeholder, onChange }: NumberSettingProps) {
  const { t } = useTranslation();
  const shown = value === null ? '' : String(value);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? shown;
  const number = text.trim() === '' ? null : Number(text);
  const fits = number === null || (Number.isInteger(number) && number >= min && number <= max);
  const take = () => {
    if (typed === null || !fits) return;
    setTyped(null);
    if (number !== value) onChange(number);
  };
  return (
    <TextField
      className="w-full"
      label={label}
      labelHidden
      inputMode="numeric"
      suffix={suffix}
      placeholder={placeholder}
      value={text}
      error={fits ? undefined : t('settings.outOfRange', { min, max })}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}
