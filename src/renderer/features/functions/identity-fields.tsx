import { useTranslation } from 'react-i18next';

import { TextField } from '../../ui/text-field.tsx';

export interface IdentityFieldProps {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** A function's name, selected so that typing replaces it. */
export function NameField({ value, error, onChange }: IdentityFieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('functions.name')}
      autoFocus
      value={value}
      onFocus={(event) => event.target.select()}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** A function's route, behind the part that all have. */
export function RouteField({ value, error, hint, onChange }: IdentityFieldProps & { hint?: string }) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('functions.route')}
      mono
      spellCheck={false}
      prefix={<span className="font-mono text-xs">/fn</span>}
      value={value}
      error={error}
      hint={hint}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
