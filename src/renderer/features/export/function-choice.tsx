import { useTranslation } from 'react-i18next';

import type { FunctionSummary } from '../../../contract/function.ts';
import { ChoiceGroup } from './choice-group.tsx';

export interface FunctionChoiceProps {
  functions: readonly FunctionSummary[];
  chosen: ReadonlySet<string>;
  disabled: boolean;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** Which functions are exported: all, or some of them. */
export function FunctionChoice({ functions, ...choice }: FunctionChoiceProps) {
  const { t } = useTranslation();
  return (
    <ChoiceGroup
      title={t('exporting.functions')}
      all={t('exporting.all')}
      options={functions.map(({ id, name, route }) => ({ value: id, label: name, hint: route }))}
      {...choice}
    />
  );
}
