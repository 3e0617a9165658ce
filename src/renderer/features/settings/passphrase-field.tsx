import { TextField } from '../../ui/text-field.tsx';

export interface PassphraseFieldProps {
  label: string;
  /** In a row of its own, where the label stands over it. */
  labelled?: boolean;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}

/** Where a passphrase is typed, unseen. */
export function PassphraseField({ label, labelled = false, value, error, onChange }: PassphraseFieldProps) {
  return (
    <TextField
      className="flex-1"
      label={label}
      labelHidden={!labelled}
      type="password"
      autoComplete="off"
      placeholder={labelled ? undefined : label}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
