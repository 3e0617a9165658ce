import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { VariableRow } from './settings-form.ts';

export interface VariableFieldsProps {
  rows: readonly VariableRow[];
  errorOf: (field: string) => string | undefined;
  onChange: (rows: VariableRow[]) => void;
}

/** The variables the function reads through `env`. */
export function VariableFields({ rows, errorOf, onChange }: VariableFieldsProps) {
  const { t } = useTranslation();
  const replace = (key: number, patch: Partial<VariableRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...patch } : row)));
  const add = () => onChange([...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, name: '', value: '' }]);
  return (
    <fieldset className="col-span-2 mt-1 border-t border-line pt-4">
      <legend className="sr-only">{t('functions.variables')}</legend>
      <h3 aria-hidden className="text-sm font-semibold">
        {t('functions.variables')}
      </h3>
      <p className="mt-0.5 text-xs text-text-3">{t('functions.variablesHint')}</p>
      <div className="mt-3 flex flex-col items-start gap-2">
        {rows.map(({ key, name, value }) => (
          <div key={key} className="flex w-full items-start gap-2">
            <TextField
              className="w-2/5"
              label={t('functions.variableName')}
              labelHidden
              mono
              spellCheck={false}
              placeholder="API_URL"
              value={name}
              error={errorOf(`env.${key}`)}
              onChange={(event) => replace(key, { name: event.target.value })}
            />
            <TextField
              className="flex-1"
              label={t('functions.variableValue')}
              labelHidden
              mono
              spellCheck={false}
              value={value}
              onChange={(event) => replace(key, { value: event.target.value })}
            />
            <IconButton
              icon={Trash2}
              label={t('functions.removeVariable', { name })}
              className="mt-0.5"
              onClick={() => onChange(rows.filter((row) => row.key !== key))}
            />
          </div>
        ))}
        <Button size="sm" icon={Plus} onClick={add}>
          {t('functions.addVariable')}
        </Button>
      </div>
    </fieldset>
  );
}
