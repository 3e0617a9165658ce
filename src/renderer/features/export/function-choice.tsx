import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { Choice } from './choice.tsx';

export interface FunctionChoiceProps {
  functions: readonly FunctionSummary[];
  chosen: ReadonlySet<string>;
  disabled: boolean;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** Which functions are exported: all, or some of them. */
export function FunctionChoice({ functions, chosen, disabled, onChange }: FunctionChoiceProps) {
  const { t } = useTranslation();
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  const all = chosen.size === functions.length;
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-text-2">{t('exporting.functions')}</legend>
      <div className="max-h-40 overflow-y-auto rounded-md border border-line-strong p-1">
        <Choice
          label={t('exporting.all')}
          checked={all}
          onChange={() => onChange(new Set(all ? [] : functions.map(({ id }) => id)))}
        />
        {functions.map(({ id, name, route }) => (
          <Choice key={id} label={name} hint={route} checked={chosen.has(id)} onChange={() => toggle(id)} />
        ))}
      </div>
    </fieldset>
  );
}
