import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { TextField } from '../../ui/text-field.tsx';

export interface FilterFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Shown while empty; the field's name is always the long one. */
  placeholder?: string;
  className?: string;
  /** Called when the person goes on to what is shown. */
  onLeaveDown?: () => void;
}

/** Narrows a list of functions while typing; Escape empties it. */
export function FilterField({ value, onChange, placeholder, className, onLeaveDown }: FilterFieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('functions.filter')}
      labelHidden
      type="search"
      className={className}
      prefix={<Search aria-hidden size={14} />}
      placeholder={placeholder ?? t('functions.filter')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onChange('');
        if (event.key !== 'ArrowDown' || !onLeaveDown) return;
        event.preventDefault();
        onLeaveDown();
      }}
    />
  );
}
