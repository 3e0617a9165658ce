import { useTranslation } from 'react-i18next';

import { TextField } from '../../ui/text-field.tsx';
import { EnvRows } from './env-rows.tsx';
import type { VariableRow } from './settings-form.ts';

export interface VariableFieldsProps {
  rows: readonly VariableRow[];
  errorOf: (field: string) => string | undefined;
  onChange: (rows: VariableRow[]) => void;
}

/** The variables the function reads through `env`. */
export function VariableFields({ rows, errorOf, onChange }: VariableFieldsProps) {
  const { t } = useTranslation();
  return (
    <EnvRows
      title={t('functions.variables')}
      hint={t('functions.variablesHint')}
      nameLabel={t('functions.variableName')}
      placeholder="API_URL"
      addLabel={t('functions.addVariable')}
      rows={rows}
      errorOf={({ key }) => errorOf(`env.${key}`)}
      value={({ value }, change) => (
        <TextField
          className="flex-1"
          label={t('functions.variableValue')}
          labelHidden
          mono
          spellCheck={false}
          value={value}
          onChange={(event) => change({ value: event.target.value })}
        />
      )}
      create={(key) => ({ key, name: '', value: '' })}
      onChange={onChange}
    />
  );
}
