import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { ConflictChoice, ImportConflict } from '../../../contract/import.ts';

export interface ConflictSelectProps {
  /** What the choice is about. */
  name: string;
  conflict: ImportConflict;
  value: ConflictChoice;
  disabled: boolean;
  onChange: (choice: ConflictChoice) => void;
}

/** What becomes of something that is there already. */
export function ConflictSelect({ name, conflict, value, disabled, onChange }: ConflictSelectProps) {
  const { t } = useTranslation();
  const { with: other, on, choices, renamed } = conflict;
  return (
    <div className="flex max-w-full flex-wrap items-center gap-2">
      <span className="flex items-center gap-1 text-xs text-warm">
        <TriangleAlert aria-hidden size={13} className="shrink-0" />
        {t(`importing.conflict.${on}`, { other })}
      </span>
      <select
        aria-label={t('importing.choiceFor', { name })}
        className="h-7 rounded-md border border-line-strong bg-raised px-1.5 text-xs"
        value={value}
        disabled={disabled}
        onChange={({ target }) => {
          const chosen = choices.find((choice) => choice === target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice === 'rename' && renamed !== undefined
              ? t('importing.renameTo', { id: renamed.id })
              : t(`importing.choice.${choice}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
