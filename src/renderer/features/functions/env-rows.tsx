import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { EnvRow } from './settings-form.ts';

export interface EnvRowsProps<Row extends EnvRow> {
  title: string;
  hint: string;
  nameLabel: string;
  placeholder: string;
  addLabel: string;
  rows: readonly Row[];
  errorOf: (row: Row) => string | undefined;
  /** What stands beside a row's name. */
  value: (row: Row, change: (patch: Partial<Row>) => void) => ReactNode;
  /** A new row, without a name yet. */
  create: (key: number) => Row;
  onChange: (rows: Row[]) => void;
}

/** A part of what a function finds in `env`: rows of a name and what it stands for. */
export function EnvRows<Row extends EnvRow>(props: EnvRowsProps<Row>) {
  const { title, hint, nameLabel, placeholder, addLabel, rows, errorOf, value, create, onChange } = props;
  const { t } = useTranslation();
  const replace = (key: number, patch: Partial<EnvRow> | Partial<Row>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...patch } : row)));
  const add = () => onChange([...rows, create(Math.max(-1, ...rows.map(({ key }) => key)) + 1)]);
  return (
    <fieldset className="col-span-2 mt-1 border-t border-line pt-4">
      <legend className="sr-only">{title}</legend>
      <h3 aria-hidden className="text-sm font-semibold">
        {title}
      </h3>
      <p className="mt-0.5 text-xs text-text-3">{hint}</p>
      <div className="mt-3 flex flex-col items-start gap-2">
        {rows.map((row) => (
          <div key={row.key} className="flex w-full items-start gap-2">
            <TextField
              className="w-2/5"
              label={nameLabel}
              labelHidden
              mono
              spellCheck={false}
              placeholder={placeholder}
              value={row.name}
              error={errorOf(row)}
              onChange={(event) => replace(row.key, { name: event.target.value })}
            />
            {value(row, (patch) => replace(row.key, patch))}
            <IconButton
              icon={Trash2}
              label={t('functions.removeVariable', { name: row.name })}
              className="mt-0.5"
              onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
            />
          </div>
        ))}
        <Button size="sm" icon={Plus} onClick={add}>
          {addLabel}
        </Button>
      </div>
    </fieldset>
  );
}
