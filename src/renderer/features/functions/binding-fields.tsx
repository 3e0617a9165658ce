import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { sortedFunctions, useFunctions } from '../../state/functions-store.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { BindingRow } from './settings-form.ts';

export interface BindingFieldsProps {
  rows: readonly BindingRow[];
  errorOf: (field: string) => string | undefined;
  onChange: (rows: BindingRow[]) => void;
}

/** The functions this one calls through `env`, each by a name of its own. */
export function BindingFields({ rows, errorOf, onChange }: BindingFieldsProps) {
  const { t } = useTranslation();
  const functions = useFunctions((state) => state.functions);
  const known = sortedFunctions(functions).map(({ id, name }) => ({
    value: id,
    label: name === id ? id : `${name} (${id})`,
  }));
  // A binding whose function was deleted stays until the person decides.
  const gone = new Set(rows.map(({ functionId }) => functionId).filter((id) => !functions.has(id)));
  const options = [...known, ...[...gone].map((id) => ({ value: id, label: id }))];
  const replace = (key: number, patch: Partial<BindingRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...patch } : row)));
  const add = () => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    onChange([...rows, { key, name: '', functionId: known[0]?.value ?? '' }]);
  };
  return (
    <fieldset className="col-span-2 mt-1 border-t border-line pt-4">
      <legend className="sr-only">{t('functions.bindings')}</legend>
      <h3 aria-hidden className="text-sm font-semibold">
        {t('functions.bindings')}
      </h3>
      <p className="mt-0.5 text-xs text-text-3">{t('functions.bindingsHint')}</p>
      <div className="mt-3 flex flex-col items-start gap-2">
        {rows.map(({ key, name, functionId }) => (
          <div key={key} className="flex w-full items-start gap-2">
            <TextField
              className="w-2/5"
              label={t('functions.bindingName')}
              labelHidden
              mono
              spellCheck={false}
              placeholder="BILLING"
              value={name}
              error={errorOf(`bindings.${key}`)}
              onChange={(event) => replace(key, { name: event.target.value })}
            />
            <Select
              className="flex-1"
              label={t('functions.bindingFunction')}
              labelHidden
              mono
              value={functionId}
              options={options}
              onChange={(next) => replace(key, { functionId: next })}
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
          {t('functions.addBinding')}
        </Button>
      </div>
    </fieldset>
  );
}
