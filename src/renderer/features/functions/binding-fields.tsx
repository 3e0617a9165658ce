import { useTranslation } from 'react-i18next';

import { sortedFunctions, useFunctions } from '../../state/functions-store.ts';
import { Select } from '../../ui/select.tsx';
import { EnvRows } from './env-rows.tsx';
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
  return (
    <EnvRows
      title={t('functions.bindings')}
      hint={t('functions.bindingsHint')}
      nameLabel={t('functions.bindingName')}
      placeholder="BILLING"
      addLabel={t('functions.addBinding')}
      rows={rows}
      errorOf={({ key }) => errorOf(`bindings.${key}`)}
      value={({ functionId }, change) => (
        <Select
          className="flex-1"
          label={t('functions.bindingFunction')}
          labelHidden
          mono
          value={functionId}
          options={options}
          onChange={(next) => change({ functionId: next })}
        />
      )}
      create={(key) => ({ key, name: '', functionId: known[0]?.value ?? '' })}
      onChange={onChange}
    />
  );
}
